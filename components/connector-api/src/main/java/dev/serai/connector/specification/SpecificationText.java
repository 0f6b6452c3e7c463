/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.specification;

import dev.serai.connector.Field;
import dev.serai.connector.Operation;
import dev.serai.connector.configuration.ConfigurationOption;
import java.util.Locale;

/** How the parts of a specification are said in a few words: on pages, and in a terminal. */
public final class SpecificationText {

    private SpecificationText() {}

    /** What an option takes: {@code duration, 1ms to 1h}. */
    public static String value(ConfigurationOption option) {
        String kind =
                switch (option.kind()) {
                    case STRING -> "text";
                    case INTEGER -> "whole number";
                    case BOOLEAN -> "true or false";
                    case CHOICE -> String.join(", ", option.allowed());
                    default -> option.kind().name().toLowerCase(Locale.ROOT);
                };
        return kind + range(option.min(), option.max());
    }

    /** What an input takes, or what a piece of metadata is. */
    public static String value(Field field) {
        return (field.allowed().isEmpty() ? value(field.type()) : String.join(", ", field.allowed()))
                + range(orNull(field.min()), orNull(field.max()));
    }

    /** What kind of value it is. */
    public static String value(Field.Type type) {
        return switch (type) {
            case STRING -> "text";
            case INTEGER -> "whole number";
            case BOOLEAN -> "true or false";
            default -> type.name().toLowerCase(Locale.ROOT);
        };
    }

    /** When a failed call of an operation is made again. */
    public static String repeated(Operation operation) {
        if (operation.kind() == Operation.Kind.STREAM) {
            return "–";
        }
        if (operation.readOnly()) {
            return "yes, it only reads";
        }
        return operation.idempotent() ? "yes, it is idempotent" : "when it was certainly never done";
    }

    private static String range(String min, String max) {
        if (min == null) {
            return max == null ? "" : ", at most " + max;
        }
        return max == null ? ", at least " + min : ", " + min + " to " + max;
    }

    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
