package org.srmap.eval.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.srmap.file.BoundedFile;
import org.srmap.map.Box;

/**
 * An object in an annotation of PASCAL VOC or ILSVRC.
 *
 * @param name its class: a name (VOC) or a synset (ILSVRC)
 * @param box around it, edges in pixels of the photo from its upper left corner
 */
public record Annotation(String name, Box box) {
    private static final int MOST_BYTES = 4 << 20;
    private static final int MOST_OBJECTS = 10_000;

    /**
     * Reads the objects of an annotation. VOC counts pixels from 1 and includes the last one, so that its box
     * {@code 1 1 10 10} is 0 to 10 here; ILSVRC's numbers are edges already.
     *
     * @param file an XML file; document types and entities in it are not followed
     * @throws IOException when it is no annotation; one line that names it
     */
    public static List<Annotation> read(Path file) throws IOException {
        byte[] bytes = BoundedFile.read(file, MOST_BYTES);
        try (InputStream in = new ByteArrayInputStream(bytes)) {
            XMLStreamReader xml = factory().createXMLStreamReader(in);
            try {
                return read(xml);
            } finally {
                xml.close();
            }
        } catch (XMLStreamException e) {
            String reason = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
            throw new IOException(file + ": not an annotation in XML (" + reason + ")", e);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        return factory;
    }

    private static List<Annotation> read(XMLStreamReader xml) throws XMLStreamException {
        List<Map<String, String>> objects = new ArrayList<>();
        List<String> path = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        String database = "";
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    path.add(xml.getLocalName());
                    text.setLength(0);
                    if (String.join("/", path).equals("annotation/object")) {
                        objects.add(new HashMap<>());
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(xml.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    String at = String.join("/", path);
                    if (at.equals("annotation/source/database")) {
                        database = text.toString();
                    } else if (at.matches("annotation/object/(name|bndbox/[xy]m(in|ax))")) {
                        objects.get(objects.size() - 1)
                                .put(xml.getLocalName(), text.toString().strip());
                    }
                    path.remove(path.size() - 1);
                    text.setLength(0);
                }
                default -> {}
            }
            if (path.size() > 32 || objects.size() > MOST_OBJECTS) {
                throw new IllegalArgumentException("too deep or too long for an annotation");
            }
        }
        double first = database.contains("VOC") ? 1 : 0;
        return objects.stream().map(o -> annotation(o, first)).toList();
    }

    private static Annotation annotation(Map<String, String> object, double first) {
        List<String> edges = Stream.of("xmin", "ymin", "xmax", "ymax")
                .map(edge -> object.getOrDefault(edge, ""))
                .toList();
        Box box = Manifest.box(edges, first);
        String name = object.getOrDefault("name", "");
        if (box == null) {
            throw new IllegalArgumentException(
                    "the object \"" + name + "\" has no box with xmin < xmax and ymin < ymax");
        }
        return new Annotation(name, box);
    }

    /** The boxes of the objects with a label, or of all where none has it. */
    static List<Box> boxes(List<Annotation> objects, @Nullable String label) {
        List<Annotation> own =
                objects.stream().filter(o -> o.name().equals(label)).toList();
        return (own.isEmpty() ? objects : own).stream().map(Annotation::box).toList();
    }
}
