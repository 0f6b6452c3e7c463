/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionResult;
import dev.serai.http.HttpErrors;
import java.util.LinkedHashMap;
import java.util.Map;

/** A call that takes its body out of a map and puts the reply into it, so that steps pass one map along. */
final class ApiCall {

    private ApiCall() {}

    /** What is sent: a field of the map, or nothing. */
    static Object body(Map<String, Object> input) {
        Object field = input.get(RestOperations.BODY_FIELD);
        if (field == null) {
            return null;
        }
        Map<?, ?> map = (Map<?, ?>) input.get(RestOperations.CONTEXT);
        if (!map.containsKey(field)) {
            throw ConnectorException.of(
                            HttpErrors.BODY_REFUSED,
                            "The body has no field '" + field + "', which 'bodyField' names. It has " + map.keySet()
                                    + ".")
                    .build();
        }
        return map.get(field);
    }

    /** The map with the reply in it. */
    static ExecutionResult result(Map<String, Object> input, ExecutionResult reply) {
        Map<Object, Object> map = new LinkedHashMap<>((Map<?, ?>) input.get(RestOperations.CONTEXT));
        map.put(input.get(RestOperations.OUTPUT_FIELD), reply.output());
        return ExecutionResult.of(map, reply.metadata());
    }
}
