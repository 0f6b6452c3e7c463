/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** The arguments of requests that are more than a text: records as JSON. */
public final class CommandArgument {

    private static final JsonMapper JSON = new JsonMapper();

    private CommandArgument() {}

    public static String write(Record argument) {
        try {
            return JSON.writeValueAsString(argument);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The request " + argument + " cannot be written as JSON.", e);
        }
    }

    static <T extends Record> T read(String argument, Class<T> type) {
        try {
            return JSON.readValue(argument, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "The request could not be read: " + e.getOriginalMessage()
                            + ". It may come from another version of serai.",
                    e);
        }
    }
}
