/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.scaffold;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/**
 * What a new type of connector is called.
 *
 * @param type as declarations name it: {@code acme-crm}
 * @param packageName of its classes: {@code com.example.acmecrm}
 */
public record ConnectorName(String type, String packageName) {

    private static final String TYPE = "[a-z][a-z0-9-]*";
    private static final String DEFAULT_PARENT = "com.example.";

    /** A class of the module would be named like one that it uses: HttpClient, ConnectorErrors. */
    private static final Set<String> CLASHING = Set.of("http", "connector");

    /** @throws IllegalArgumentException when one of them cannot be used; the message says what to write instead */
    public ConnectorName {
        if (!type.matches(TYPE)) {
            throw new IllegalArgumentException("'" + type
                    + "' cannot be a type of connector: a type is made of a-z, 0-9 and '-', and begins with a letter. Write '"
                    + correct(type) + "'.");
        }
        if (CLASHING.contains(type)) {
            throw new IllegalArgumentException("The classes of a type '" + type
                    + "' would be named like classes that they use. Write '" + type + "-system', or what it is.");
        }
        if (!SourceVersion.isName(packageName, SourceVersion.RELEASE_17)) {
            throw new IllegalArgumentException("'" + packageName
                    + "' cannot be a package: it is made of Java names between dots, none of them a word of Java. Write '"
                    + defaultPackage(type) + "', for example.");
        }
    }

    /**
     * A name with the package that goes with it.
     *
     * @throws IllegalArgumentException when it cannot be used; the message says what to write instead
     */
    public static ConnectorName of(String type) {
        return new ConnectorName(type, type.matches(TYPE) ? defaultPackage(type) : DEFAULT_PARENT + "connector");
    }

    private static String defaultPackage(String type) {
        String last = type.replace("-", "");
        return DEFAULT_PARENT + (SourceVersion.isKeyword(last, SourceVersion.RELEASE_17) ? last + "connector" : last);
    }

    private static String correct(String name) {
        String plain = name.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^[^a-z]+|-+$", "");
        return plain.isEmpty() ? "acme-crm" : plain;
    }

    /** What stands in a template for each part of the name. */
    Map<String, String> words() {
        return Map.of(
                "type", type,
                "Prefix", prefix(),
                "title", title(),
                "ENVIRONMENT",
                        type.toUpperCase(Locale.ROOT).replaceAll("-+", "_").replaceAll("_$", ""),
                "errors", "SERAI-" + type.toUpperCase(Locale.ROOT).replace("-", ""),
                "package", packageName,
                "path", packageName.replace('.', '/'),
                "group", group());
    }

    /** What the names of all classes begin with. */
    private String prefix() {
        return Arrays.stream(type.split("-"))
                .filter(word -> !word.isEmpty())
                .map(ConnectorName::capitalized)
                .collect(Collectors.joining());
    }

    private String title() {
        return capitalized(type.replace('-', ' ').strip());
    }

    private String group() {
        int dot = packageName.lastIndexOf('.');
        return dot < 0 ? packageName : packageName.substring(0, dot);
    }

    private static String capitalized(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
