/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mail;

import dev.serai.connector.Names;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A file that goes with a message.
 *
 * @param contentId by which the HTML shows it, {@code cid:logo}; null when it is not shown there
 */
record Attachment(String name, String contentType, String contentId, byte[] content) {

    static final List<String> KEYS = List.of("name", "content", "contentType", "contentId");

    private static final Map<String, String> TYPES = Map.of(
            "txt", "text/plain",
            "csv", "text/csv",
            "html", "text/html",
            "json", "application/json",
            "xml", "application/xml",
            "pdf", "application/pdf",
            "png", "image/png",
            "jpg", "image/jpeg",
            "gif", "image/gif",
            "zip", "application/zip");

    /** @throws IllegalArgumentException when a key is none of an attachment's, with the one that was likely meant */
    static void requireKnown(Map<?, ?> given) {
        for (Object key : given.keySet()) {
            if (KEYS.stream().noneMatch(known -> known.equals(key))) {
                throw new IllegalArgumentException(
                        "An attachment has no '" + key + "'. " + Names.suggestion(String.valueOf(key), KEYS));
            }
        }
    }

    /** What a file of a name most likely is. */
    static String typeOf(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return TYPES.getOrDefault(ending, "application/octet-stream");
    }
}
