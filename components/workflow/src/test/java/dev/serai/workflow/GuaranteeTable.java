/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedElement;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads what all tests of the module declare by {@link Guarantee}. */
public final class GuaranteeTable {

    private GuaranteeTable() {}

    /** The guarantee of each EIP, in the order of their names. */
    public static Map<String, String> declared() {
        Map<String, String> declared = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        testClasses()
                .flatMap(type -> Stream.concat(Stream.<AnnotatedElement>of(type), Stream.of(type.getDeclaredMethods())))
                .flatMap(element -> Stream.of(element.getAnnotationsByType(Guarantee.class)))
                .forEach(guarantee -> Stream.of(guarantee.eip()).forEach(eip -> {
                    String before = declared.putIfAbsent(eip, guarantee.is());
                    if (before != null && !before.equals(guarantee.is())) {
                        throw new IllegalStateException("Two tests declare '" + eip + "' differently: '" + before
                                + "' and '" + guarantee.is() + "'. Say the same, or name the variant, such as '" + eip
                                + " parallel'.");
                    }
                }));
        return declared;
    }

    private static Stream<Class<?>> testClasses() {
        try {
            Path root = Path.of(GuaranteeTable.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            try (Stream<Path> files = Files.walk(root)) {
                return files
                        .map(file -> root.relativize(file).toString())
                        .filter(name -> name.startsWith(
                                        Path.of("dev", "serai", "workflow").toString())
                                && name.endsWith("Test.class"))
                        .<Class<?>>map(GuaranteeTable::load)
                        .toList()
                        .stream();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> load(String file) {
        String name = file.substring(0, file.length() - ".class".length())
                .replace('/', '.')
                .replace('\\', '.');
        try {
            return Class.forName(name, false, GuaranteeTable.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
