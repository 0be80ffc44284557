package org.srmap.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which modules of the page import which, read from their text. */
class PageModulesTest {
    private static final Path PAGE = Path.of("src/main/resources/org/srmap/web/page");
    private static final Pattern IMPORT = Pattern.compile("\\bfrom\\s+\"([^\"]+)\"|\\bimport\\s*\\(?\\s*\"([^\"]+)\"");

    private static final Map<String, String> TEXTS = new TreeMap<>();
    private static final Map<String, Set<String>> IMPORTS = new TreeMap<>();

    @BeforeAll
    static void read() throws IOException {
        try (Stream<Path> files = Files.walk(PAGE)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".js")).toList()) {
                String text = Files.readString(file);
                TEXTS.put(name(file), text);
                IMPORTS.put(name(file), imports(file, text));
            }
        }
    }

    private static Set<String> imports(Path file, String text) {
        Set<String> found = new TreeSet<>();
        Matcher each = IMPORT.matcher(text);
        while (each.find()) {
            String target = each.group(1) != null ? each.group(1) : each.group(2);
            found.add(name(file.resolveSibling(target).normalize()));
        }
        return found;
    }

    private static String name(Path file) {
        return PAGE.relativize(file).toString().replace('\\', '/');
    }

    @Test
    void everyModuleIsReachedFromMain() {
        Set<String> reached = new TreeSet<>();
        reach("main.js", reached);
        assertThat(reached).isEqualTo(TEXTS.keySet());
    }

    private static void reach(String module, Set<String> reached) {
        if (reached.add(module)) {
            IMPORTS.getOrDefault(module, Set.of()).forEach(next -> reach(next, reached));
        }
    }

    @Test
    void importsHaveNoCircle() {
        Set<String> clear = new HashSet<>();
        IMPORTS.keySet().forEach(module -> follow(module, new LinkedHashSet<>(), clear));
        assertThat(clear).isEqualTo(TEXTS.keySet());
    }

    private static void follow(String module, Set<String> path, Set<String> clear) {
        assertThat(path.add(module)).as("%s, then %s again", path, module).isTrue();
        for (String next : IMPORTS.getOrDefault(module, Set.of())) {
            if (!clear.contains(next)) {
                follow(next, path, clear);
            }
        }
        path.remove(module);
        clear.add(module);
    }

    @Test
    void sharedModulesKnowNoViewAndThePhotoViewKnowsNoStudy() {
        IMPORTS.forEach((module, imported) -> {
            if (module.startsWith("photo/")) {
                assertThat(imported).as(module).noneMatch(name -> name.startsWith("study/"));
            } else if (!module.contains("/") && !module.equals("main.js")) {
                assertThat(imported).as(module).noneMatch(name -> name.contains("/"));
            }
        });
    }

    @Test
    void elementsAreMadeInOnePlaceAndNeverFromText() {
        for (String word : List.of("createElement", "getElementById")) {
            assertThat(TEXTS.keySet())
                    .as(word)
                    .filteredOn(module -> TEXTS.get(module).contains(word))
                    .containsExactly("element.js");
        }
        for (String word : List.of("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write")) {
            assertThat(TEXTS.keySet())
                    .as(word)
                    .noneMatch(module -> TEXTS.get(module).contains(word));
        }
    }
}
