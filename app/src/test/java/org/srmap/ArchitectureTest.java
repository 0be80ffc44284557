package org.srmap;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may use whom in the library and the application: the table of docs/architecture.md, row by row. */
class ArchitectureTest {
    private static final String ROOT = "org.srmap";
    private static final Pattern ROW =
            Pattern.compile("\\| `(org\\.srmap[a-z.]*)` (\\(\\w+\\) )?\\|[^|]*\\|([^|]*)\\|");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    /** A row of the table: a package, the module in brackets ("" for the library), and what the package may use. */
    record Row(String name, String module, List<String> mayUse) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Row> TABLE = table();

    private static List<Row> table() {
        try {
            List<Row> rows = new ArrayList<>();
            for (String line : Files.readAllLines(Path.of("../docs/architecture.md"))) {
                Matcher row = ROW.matcher(line);
                if (row.matches()) {
                    String module = row.group(2) == null ? "" : row.group(2).strip();
                    rows.add(new Row(row.group(1), module, words(row.group(3))));
                }
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> words(String cell) {
        return Arrays.stream(cell.split(",")).map(String::strip).toList();
    }

    /** Rows of packages that this module sees. The face may use the whole library. */
    static List<Row> rows() {
        return TABLE.stream()
                .filter(row -> !row.name().equals(ROOT) && !row.module().equals("(spark)"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aPackageUsesOnlyWhatTheTableSays(Row row) {
        List<String> allowed = new ArrayList<>(below(row.name()).toList());
        for (String word : row.mayUse()) {
            allowed.addAll(packages(word));
        }
        classes()
                .that(resideInAnyPackage(below(row.name()).toArray(String[]::new)))
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(allowed.toArray(String[]::new)).or(not(resideInAPackage(ROOT + ".."))))
                .check(CLASSES);
    }

    /** A package with the packages below it that have no row of their own. */
    private static Stream<String> below(String name) {
        return packages().filter(p -> rowOf(p).equals(name));
    }

    private static List<String> packages(String word) {
        return switch (word) {
            case "JDK", "DuckDB", "Jackson" -> List.of();
            case "the face" -> List.of(ROOT);
            case "the library" -> packages().filter(p -> moduleOf(p).isEmpty()).toList();
            default -> {
                List<String> named = packages()
                        .filter(p -> p.equals(ROOT + "." + word) || p.startsWith(ROOT + "." + word + "."))
                        .toList();
                assertThat(named)
                        .as("docs/architecture.md names a package \"" + word + "\"")
                        .isNotEmpty();
                yield named;
            }
        };
    }

    private static Stream<String> packages() {
        return CLASSES.stream().map(JavaClass::getPackageName).distinct().sorted();
    }

    /** The longest name in the table that is the package or one above it. */
    private static String rowOf(String name) {
        return TABLE.stream()
                .map(Row::name)
                .filter(row -> name.equals(row) || name.startsWith(row + ".") && !row.equals(ROOT))
                .max((a, b) -> Integer.compare(a.length(), b.length()))
                .orElse("");
    }

    private static String moduleOf(String name) {
        String row = rowOf(name);
        return TABLE.stream()
                .filter(r -> r.name().equals(row))
                .map(Row::module)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyPackageHasARow() {
        assertThat(packages()).allSatisfy(p -> assertThat(rowOf(p)).as(p).isNotEmpty());
    }

    @Test
    void thereAreNoCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
        for (String parent : List.of("canonize", "cli", "lrp", "model", "study")) {
            slices().matching(ROOT + "." + parent + ".(*)..")
                    .should()
                    .beFreeOfCycles()
                    .check(CLASSES);
        }
    }

    @Test
    void onlyTheMainProgramExits() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("org.srmap.cli.Main")
                .should()
                .callMethod(System.class, "exit", int.class)
                .check(CLASSES);
    }
}
