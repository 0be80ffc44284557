package org.srmap.cli.options;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What an option's {@code NAME=TEXT} says. A file whose own name has an equals sign has no NAME.
 *
 * @param name empty when none is given
 * @param text the rest
 */
record NamedText(String name, String text) {
    static NamedText of(String given) {
        int equals = Files.exists(Path.of(given.strip())) ? -1 : given.indexOf('=');
        String name = equals < 0 ? "" : given.substring(0, equals).strip();
        return new NamedText(name, given.substring(equals + 1).strip());
    }
}
