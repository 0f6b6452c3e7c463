/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest.openapi;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names of a document as routes can write them, in their addresses, options and headers. */
final class WrittenName {

    private WrittenName() {}

    /** The name of an operation: as it is, when an address can have it; {@code find pet} becomes {@code findPet}. */
    static String ofOperation(String operationId) {
        return operationId.matches("[A-Za-z0-9_.-]+") ? operationId : camelCase(operationId);
    }

    /** Its words written together: {@code X-Request-ID} becomes {@code xRequestId}; empty when it has none. */
    static String camelCase(String name) {
        String words = Stream.of(name.split("[^A-Za-z0-9]+"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT)
                        + (isShouted(word) ? word.substring(1).toLowerCase(Locale.ROOT) : word.substring(1)))
                .collect(Collectors.joining());
        return words.isEmpty() ? "" : words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1);
    }

    private static boolean isShouted(String word) {
        return word.length() > 1 && word.equals(word.toUpperCase(Locale.ROOT));
    }
}
