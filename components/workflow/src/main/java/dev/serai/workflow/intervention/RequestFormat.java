/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.intervention;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Requests as they lie in the store for the runtime: JSON. */
public final class RequestFormat {

    private static final JsonMapper JSON = new JsonMapper();

    private RequestFormat() {}

    public static String write(Record request) {
        try {
            return JSON.writeValueAsString(request);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The request cannot be written: " + e.getOriginalMessage(), e);
        }
    }

    /** @throws InterventionRefusedException when the text is no request of the type */
    public static <T extends Record> T read(String text, Class<T> type) {
        try {
            return JSON.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new InterventionRefusedException(
                    "The request cannot be read. Use the command line of the same version as the runtime.");
        }
    }
}
