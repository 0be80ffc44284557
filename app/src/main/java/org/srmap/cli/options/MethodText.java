package org.srmap.cli.options;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.srmap.attribution.Lrp;
import org.srmap.attribution.Method;
import org.srmap.attribution.Methods;
import org.srmap.cli.terminal.UsageException;
import org.srmap.file.BoundedFile;
import org.srmap.rule.CompositeReader;
import org.srmap.rule.Dialect;

/**
 * A method as {@code --lrp} names it.
 *
 * @param text a preset, a composite file, or a baseline with or without parameters
 * @param composite what is in the composite file; empty for others
 * @param method the method that it means
 */
public record MethodText(String text, String composite, Method method) {
    /** The option that names methods. */
    static final String OPTION = "--lrp";

    private static final int MOST_BYTES = 1 << 20;
    private static final Pattern PARAMETER = Pattern.compile("[a-z_]+=[^:]*");
    private static final Pattern FILE = Pattern.compile("[^:]*\\.(ya?ml|json)");

    /**
     * Reads a method.
     *
     * @throws UsageException when there is none of that name, or the file is no composite
     */
    static MethodText read(String text) {
        if (!FILE.matcher(text).matches()) {
            return new MethodText(text, "", OptionValue.read(OPTION, () -> Methods.named(text)));
        }
        String composite = composite(text);
        return new MethodText(
                text, composite, OptionValue.read(OPTION, () -> new Lrp(CompositeReader.read(composite, text))));
    }

    private static String composite(String file) {
        try {
            return BoundedFile.readText(Path.of(file), MOST_BYTES);
        } catch (IOException e) {
            throw new UsageException(OPTION + " " + e.getMessage());
        }
    }

    /** What a table calls it: relevance propagation by the name of its rules, a baseline as it was given. */
    public String row() {
        return method instanceof Lrp ? method.name() : text;
    }

    /** This method with its rules as another program understands them. */
    MethodText in(Dialect dialect) {
        return new MethodText(text, composite, method.in(dialect));
    }

    /** The texts in a list. A comma separates methods, and parameters of one: {@code smoothgrad:n=50,sigma=0.1}. */
    static List<String> split(List<String> given) {
        List<String> texts = new ArrayList<>();
        for (String list : given) {
            for (String part : list.split(",", -1)) {
                if (PARAMETER.matcher(part).matches() && !texts.isEmpty()) {
                    texts.set(texts.size() - 1, texts.get(texts.size() - 1) + "," + part);
                } else if (part.isBlank()) {
                    throw new UsageException(OPTION + " " + list + ": an empty name in the list");
                } else {
                    texts.add(part.strip());
                }
            }
        }
        return texts;
    }
}
