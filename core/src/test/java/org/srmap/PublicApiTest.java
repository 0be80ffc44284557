package org.srmap;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What users of the library can call is written down in core/api.txt: a change of it is a decision, not an accident. */
class PublicApiTest {
    private static final Path WRITTEN = Path.of("api.txt");
    private static final Path FOUND = Path.of("target/api.txt");
    private static final List<String> INTERNAL =
            List.of("org.srmap.lrp.emit", "org.srmap.lrp.linear", "org.srmap.lrp.operator", "org.srmap.lrp.exact");

    @Test
    void thePublicApiIsTheOneWrittenDown() throws IOException {
        String found = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("org.srmap").stream()
                        .filter(c -> !INTERNAL.contains(c.getPackageName()))
                        .map(JavaClass::reflect)
                        .filter(PublicApiTest::isPublic)
                        .sorted((a, b) -> a.getName().compareTo(b.getName()))
                        .map(PublicApiTest::describe)
                        .collect(Collectors.joining("\n"));
        Files.createDirectories(FOUND.getParent());
        Files.writeString(FOUND, found);
        assertThat(Files.readString(WRITTEN))
                .as("the public API has changed; if that is meant, copy core/target/api.txt to core/api.txt")
                .isEqualTo(found);
    }

    private static boolean isPublic(Class<?> type) {
        boolean open = Modifier.isPublic(type.getModifiers()) && !type.isSynthetic();
        return open && (type.getEnclosingClass() == null || isPublic(type.getEnclosingClass()));
    }

    private static String describe(Class<?> type) {
        Stream<String> members = Stream.of(
                        Arrays.stream(type.getDeclaredFields())
                                .filter(PublicApiTest::isVisible)
                                .map(PublicApiTest::field),
                        Arrays.stream(type.getDeclaredConstructors())
                                .filter(PublicApiTest::isVisible)
                                .map(PublicApiTest::constructor),
                        Arrays.stream(type.getDeclaredMethods())
                                .filter(m -> isVisible(m) && !m.isBridge())
                                .map(PublicApiTest::method))
                .flatMap(s -> s)
                .sorted();
        return heading(type) + "\n" + members.map(m -> "    " + m + "\n").collect(Collectors.joining());
    }

    private static boolean isVisible(Member member) {
        int modifiers = member.getModifiers();
        return !member.isSynthetic() && (Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers));
    }

    private static String heading(Class<?> type) {
        String kind = type.isRecord()
                ? "record"
                : type.isEnum() ? "enum" : type.isInterface() ? "interface" : isFinal(type) ? "final class" : "class";
        String parents = Stream.concat(
                        Stream.ofNullable(type.getGenericSuperclass()), Stream.of(type.getGenericInterfaces()))
                .map(Type::getTypeName)
                .filter(name -> !name.startsWith("java.lang."))
                .collect(Collectors.joining(", "));
        return kind + " " + type.getName() + (parents.isEmpty() ? "" : " : " + parents);
    }

    private static boolean isFinal(Class<?> type) {
        return Modifier.isFinal(type.getModifiers());
    }

    private static String field(Field field) {
        return prefix(field) + field.getName() + ": " + field.getGenericType().getTypeName();
    }

    private static String constructor(Constructor<?> constructor) {
        return "new(" + parameters(constructor) + ")";
    }

    private static String method(Method method) {
        String returned = method.getGenericReturnType().getTypeName();
        return prefix(method) + method.getName() + "(" + parameters(method) + "): " + returned;
    }

    private static String prefix(Member member) {
        return Modifier.isStatic(member.getModifiers()) ? "static " : "";
    }

    private static String parameters(Executable executable) {
        return Arrays.stream(executable.getGenericParameterTypes())
                .map(Type::getTypeName)
                .collect(Collectors.joining(", "));
    }
}
