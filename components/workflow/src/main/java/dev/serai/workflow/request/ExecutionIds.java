/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serai.workflow.engine.Commands;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Ids of executions as a request lists them: a JSON array. */
public final class ExecutionIds {

    private static final JsonMapper JSON = new JsonMapper();

    private ExecutionIds() {}

    static String format(List<String> ids) {
        try {
            return JSON.writeValueAsString(ids);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A list of texts is always JSON.", e);
        }
    }

    /**
     * Does something to each.
     *
     * @param request gives why it cannot be done, or nothing
     * @return {@link Commands#DONE}, or the reasons, one in a line
     * @throws IllegalArgumentException when the text is no such list
     */
    public static String each(String ids, Function<String, Optional<String>> request) {
        try {
            return each(JSON.readValue(ids, new TypeReference<List<String>>() {}), request);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The request lists no ids of executions.", e);
        }
    }

    static String each(List<String> ids, Function<String, Optional<String>> request) {
        String refusals = ids.stream().map(request).flatMap(Optional::stream).collect(Collectors.joining("\n"));
        return refusals.isEmpty() ? Commands.DONE : refusals;
    }
}
