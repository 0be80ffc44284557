package org.srmap;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may use whom; the picture is in docs/architecture.md. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.srmap");

    /** Packages of the project that each package may use. Further libraries are checked below. */
    private static final Map<String, List<String>> MAY_USE = Map.ofEntries(
            Map.entry("graph", List.of("npy")),
            Map.entry("operator", List.of("graph")),
            Map.entry("file", List.of()),
            Map.entry("npy", List.of("file")),
            Map.entry("map", List.of()),
            Map.entry("saliency", List.of("map")),
            Map.entry("text", List.of()),
            Map.entry("image", List.of("file", "map", "npy")),
            Map.entry("draw", List.of("file", "image", "map", "npy")),
            Map.entry("onnx", List.of("file", "graph")),
            Map.entry("canonize", List.of("graph", "operator")),
            Map.entry("rule", List.of("graph", "operator")),
            Map.entry("lrp", List.of("graph", "operator", "canonize", "rule")),
            Map.entry("runtime", List.of("graph", "onnx")),
            Map.entry("model", List.of("file", "graph", "onnx", "text")),
            Map.entry("model.weights", List.of("graph", "text")),
            Map.entry("model.network", List.of("graph", "model.weights")),
            Map.entry("export", List.of("graph", "operator", "canonize", "npy")),
            Map.entry("attribution", List.of("graph", "operator", "canonize", "rule", "lrp", "runtime", "npy", "text")),
            Map.entry("eval", List.of("file", "graph", "image", "map", "model", "saliency")),
            Map.entry("eval.data", List.of("file", "image", "map", "model", "text")));

    static List<String> rooms() {
        return MAY_USE.keySet().stream().sorted().toList();
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void aRoomUsesOnlyWhatItMay(String room) {
        String own = "org.srmap." + room + "..";
        String[] allowed =
                MAY_USE.get(room).stream().map(r -> "org.srmap." + r + "..").toArray(String[]::new);
        ArchRule rule = classes()
                .that(resideInAPackage(own))
                .should()
                .onlyDependOnClassesThat(
                        resideInAPackage(own).or(resideInAnyPackage(allowed)).or(not(resideInAPackage("org.srmap.."))));
        rule.check(CLASSES);
    }

    @Test
    void theJdkIsEnoughForGraphsMapsSaliencyAndArrays() {
        classes()
                .that(resideInAnyPackage(
                        "org.srmap.file..",
                        "org.srmap.graph..",
                        "org.srmap.map..",
                        "org.srmap.saliency..",
                        "org.srmap.npy.."))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "org.srmap.file..",
                        "org.srmap.graph..",
                        "org.srmap.map..",
                        "org.srmap.saliency..",
                        "org.srmap.npy..",
                        "java..",
                        "javax..",
                        "jdk.incubator.vector..",
                        "org.jspecify.."))
                .check(CLASSES);
    }

    @Test
    void onlyTheRuntimeKnowsOnnxRuntime() {
        noClasses()
                .that(not(resideInAPackage("org.srmap.runtime..")))
                .should()
                .dependOnClassesThat(resideInAPackage("ai.onnxruntime.."))
                .check(CLASSES);
    }

    @Test
    void theRoomsOfTheCompilerAreForTheCompilerOnly() {
        noClasses()
                .that(not(resideInAPackage("org.srmap.lrp..")))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "org.srmap.lrp.emit..",
                        "org.srmap.lrp.linear..",
                        "org.srmap.lrp.operator..",
                        "org.srmap.lrp.exact.."))
                .check(CLASSES);
    }

    @Test
    void thereAreNoCyclesWithinTheCompilerOrTheModels() {
        slices().matching("org.srmap.lrp.(*)..").should().beFreeOfCycles().check(CLASSES);
        slices().matching("org.srmap.model.(*)..").should().beFreeOfCycles().check(CLASSES);
        noClasses()
                .that(resideInAnyPackage(
                        "org.srmap.lrp.emit", "org.srmap.lrp.linear", "org.srmap.lrp.operator", "org.srmap.lrp.exact"))
                .should()
                .dependOnClassesThat(resideInAPackage("org.srmap.lrp"))
                .check(CLASSES);
    }

    @Test
    void thereAreNoCycles() {
        slices().matching("org.srmap.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void nobodyExits() {
        noClasses()
                .that(alwaysTrue())
                .should()
                .callMethod(System.class, "exit", int.class)
                .check(CLASSES);
    }
}
