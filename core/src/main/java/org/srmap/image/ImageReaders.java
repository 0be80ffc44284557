package org.srmap.image;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.Set;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;

/**
 * The ImageIO readers that fit a picture, best first.
 *
 * <p>The JDK's own readers come from ImageIO's registry; plug-ins are looked up beside this class, so that they are found
 * whatever class loader the calling thread has, and the registry is left as it is.
 */
final class ImageReaders {
    private static final Set<String> FORMATS = Set.of("jpeg", "png", "webp", "tiff", "bmp", "gif");

    private static final List<ImageReaderSpi> PROVIDERS = find();

    private ImageReaders() {}

    private static List<ImageReaderSpi> find() {
        List<ImageReaderSpi> found = new ArrayList<>();
        Iterator<ImageReaderSpi> registered =
                IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, true);
        registered.forEachRemaining(found::add);
        for (ImageReaderSpi plugin : ServiceLoader.load(ImageReaderSpi.class, ImageReaders.class.getClassLoader())) {
            if (found.stream().noneMatch(known -> known.getClass().equals(plugin.getClass()))) {
                found.add(plugin);
            }
        }
        found.removeIf(provider -> !isWanted(provider));
        return List.copyOf(found);
    }

    private static boolean isWanted(ImageReaderSpi provider) {
        return Arrays.stream(provider.getFormatNames())
                .anyMatch(format -> FORMATS.contains(format.toLowerCase(Locale.ROOT)));
    }

    private static boolean isOfJdk(ImageReaderSpi provider) {
        return provider.getClass().getName().startsWith("com.sun.imageio.");
    }

    private static boolean isTiff(ImageReaderSpi provider) {
        return Arrays.asList(provider.getFormatNames()).contains("tiff");
    }

    private static boolean fits(ImageReaderSpi provider, ImageInputStream picture) throws IOException {
        picture.seek(0);
        try {
            return provider.canDecodeInput(picture);
        } catch (EOFException e) { // a file that is shorter than the mark they look for
            return false;
        }
    }

    /** New readers for this picture; empty when it is none that can be read. The caller disposes of them. */
    static List<ImageReader> of(ImageInputStream picture) throws IOException {
        List<ImageReaderSpi> able = new ArrayList<>();
        for (ImageReaderSpi provider : PROVIDERS) {
            if (fits(provider, picture)) {
                able.add(provider);
            }
        }
        // The JDK decodes JPEG with the arithmetic of libjpeg; of TIFF the plug-in reads more kinds.
        able.sort(Comparator.comparing(provider -> isOfJdk(provider) == isTiff(provider)));
        List<ImageReader> readers = new ArrayList<>();
        for (ImageReaderSpi provider : able) {
            readers.add(provider.createReaderInstance());
        }
        picture.seek(0);
        return readers;
    }
}
