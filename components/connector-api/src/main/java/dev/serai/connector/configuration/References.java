/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.configuration;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Resolves environment variables, written <code>${NAME}</code> or <code>${NAME:default}</code>, the texts of files, written
 * <code>${file:/run/secrets/key}</code>, and Camel's <code>{{…}}</code> functions in a value. A variable's name is made of
 * letters, digits and <code>_</code>; any other text is left alone. A file's text stays as it is: nothing in it is resolved.
 */
public final class References {

    private static final Pattern FILE = Pattern.compile("\\$\\{file:([^}]+)}");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::([^}]*))?}");
    /** A {@code {{name:default}}} is not pure; a {@code {{function:name}}} is, as long as the function is a known one. */
    private static final Pattern PURE = Pattern.compile("\\$\\{[A-Za-z_][A-Za-z0-9_]*:?}"
            + "|\\$\\{file:[^}]+}"
            + "|\\{\\{[^{}:]+}}"
            + "|\\{\\{(env|sys|secret|configmap|aws|azure|gcp|ibm):[^{}:]+}}"
            + "|\\{\\{hashicorp:[^{}:]+:[^{}:]+}}");

    private final UnaryOperator<String> environment;
    private final UnaryOperator<String> camelPlaceholders;
    private final Path folder;

    /** References whose relative files are relative to the working directory. */
    public References(UnaryOperator<String> environment, UnaryOperator<String> camelPlaceholders) {
        this(environment, camelPlaceholders, Path.of(""));
    }

    /**
     * @param environment gives a variable's value by name, or null when it is not set
     * @param camelPlaceholders resolves {@code {{…}}}; throws when it cannot
     * @param folder what the paths of files are relative to
     */
    public References(UnaryOperator<String> environment, UnaryOperator<String> camelPlaceholders, Path folder) {
        this.environment = environment;
        this.camelPlaceholders = camelPlaceholders;
        this.folder = folder;
    }

    /** Whether a value is nothing but a reference, without a default: such a value gives no secret away. */
    public static boolean isPure(String text) {
        return PURE.matcher(text).matches();
    }

    /** @throws IllegalArgumentException when a variable is not set or a file cannot be read, saying which and what to do */
    public String resolve(String text) {
        if (!text.contains("${file:")) {
            return resolvePlain(text);
        }
        Matcher file = FILE.matcher(text);
        StringBuilder result = new StringBuilder();
        int end = 0;
        while (file.find()) {
            result.append(resolvePlain(text.substring(end, file.start())));
            result.append(ReferencedFile.text(folder, file.group(1)));
            end = file.end();
        }
        return result.append(resolvePlain(text.substring(end))).toString();
    }

    private String resolvePlain(String text) {
        String resolved = text;
        if (text.contains("${")) {
            Matcher matcher = VARIABLE.matcher(text);
            StringBuilder result = new StringBuilder();
            while (matcher.find()) {
                matcher.appendReplacement(result, Matcher.quoteReplacement(variable(matcher)));
            }
            resolved = matcher.appendTail(result).toString();
        }
        return resolved.contains("{{") ? camelPlaceholders.apply(resolved) : resolved;
    }

    private String variable(Matcher matcher) {
        String value = environment.apply(matcher.group(1));
        if (value != null) {
            return value;
        }
        if (matcher.group(2) != null) {
            return matcher.group(2);
        }
        throw new IllegalArgumentException("The environment variable " + matcher.group(1)
                + " is not set. Set it, or give a default: ${" + matcher.group(1) + ":value}.");
    }
}
