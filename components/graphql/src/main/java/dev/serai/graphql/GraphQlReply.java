/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.graphql;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCode;
import dev.serai.connector.ExecutionResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A reply of GraphQL, by the specification's section 7.
 *
 * @param data null when there is none
 * @param executed whether the server began to run the document; with a request error it did not
 * @param errors each a map
 * @param extensions null when there are none
 */
record GraphQlReply(int status, Object data, boolean executed, List<Map<?, ?>> errors, Object extensions) {

    private static final int SHOWN = 5;
    private static final int LONGEST_MESSAGE = 300;

    /**
     * @param body the reply's, read as JSON
     * @throws ConnectorException when it is no reply of GraphQL
     */
    static GraphQlReply of(int status, Object body) {
        if (!(body instanceof Map<?, ?> reply) || !(reply.containsKey("data") || reply.containsKey("errors"))) {
            throw ConnectorException.of(
                            GraphQlErrors.REPLY_UNREADABLE,
                            "The reply is JSON without 'data' or 'errors', so it comes from no GraphQL API"
                                    + (body instanceof Map<?, ?> map ? "; it has " + map.keySet() : "")
                                    + ". Check 'connection.url' and 'endpoint'.")
                    .detail("status", status)
                    .build();
        }
        List<Map<?, ?>> errors = new ArrayList<>();
        if (reply.get("errors") instanceof List<?> list) {
            list.forEach(error -> errors.add(error instanceof Map<?, ?> map ? map : Map.of("message", "" + error)));
        }
        return new GraphQlReply(status, reply.get("data"), reply.containsKey("data"), errors, reply.get("extensions"));
    }

    /**
     * The same for what a subscription sends, which has no status.
     *
     * @throws ConnectorException when it is no reply of GraphQL
     */
    static GraphQlReply ofMessage(Object payload) {
        return of(0, payload);
    }

    /** @throws ConnectorException when there are errors */
    GraphQlReply succeeded(String server) {
        if (!errors.isEmpty()) {
            throw failure(server);
        }
        return this;
    }

    /** The same, unless errors came with data and a part is enough. */
    GraphQlReply succeeded(String server, boolean partly) {
        return partly && data != null ? this : succeeded(server);
    }

    ExecutionResult result() {
        Map<String, Object> metadata = new LinkedHashMap<>();
        if (status > 0) {
            metadata.put("status", status);
        }
        if (!errors.isEmpty()) {
            metadata.put("errors", errors);
        }
        if (extensions instanceof Map<?, ?> map) {
            metadata.put("extensions", map);
        }
        return ExecutionResult.of(data, metadata);
    }

    private ConnectorException failure(String server) {
        String all = errors.stream().limit(SHOWN).map(GraphQlReply::shown).collect(Collectors.joining("; "));
        String more = errors.size() > SHOWN ? "; and " + (errors.size() - SHOWN) + " more" : "";
        return ConnectorException.of(code(), server + " answered with errors: " + all + more + ".")
                .neverSent(!executed)
                .detail("status", status)
                .detail("errors", errors.stream().limit(SHOWN).toList())
                .build();
    }

    private ErrorCode code() {
        for (Map<?, ?> error : errors) {
            Object code = error.get("extensions") instanceof Map<?, ?> extensions && extensions.get("code") != null
                    ? extensions.get("code")
                    : error.get("type");
            switch (String.valueOf(code)) {
                case "UNAUTHENTICATED", "FORBIDDEN" -> {
                    return GraphQlErrors.NOT_AUTHORIZED;
                }
                case "RATE_LIMITED", "THROTTLED", "TOO_MANY_REQUESTS" -> {
                    return GraphQlErrors.RATE_LIMITED;
                }
                default -> {}
            }
        }
        return GraphQlErrors.ANSWERED_ERRORS;
    }

    private static String shown(Map<?, ?> error) {
        String message = String.valueOf(error.get("message")).strip();
        String bounded = message.substring(0, Math.min(message.length(), LONGEST_MESSAGE));
        String text = bounded.endsWith(".") ? bounded.substring(0, bounded.length() - 1) : bounded;
        List<String> place = new ArrayList<>();
        if (error.get("path") instanceof List<?> path && !path.isEmpty()) {
            place.add("at " + path.stream().map(String::valueOf).collect(Collectors.joining(".")));
        }
        if (error.get("locations") instanceof List<?> locations
                && !locations.isEmpty()
                && locations.get(0) instanceof Map<?, ?> location) {
            place.add("line " + location.get("line") + ", column " + location.get("column"));
        }
        return place.isEmpty() ? text : text + " (" + String.join(", ", place) + ")";
    }
}
