/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.websocket;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionResult;
import dev.serai.http.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Replies that carry the same value in a field as their request. A request without one is given one. */
final class RepliesByField implements PendingReplies {

    private final List<String> path;
    private final Map<String, CompletableFuture<ExecutionResult>> waiting = new ConcurrentHashMap<>();

    /** @param path such as {@code header.requestId} */
    RepliesByField(String path) {
        this.path = List.of(path.split("\\."));
    }

    @Override
    public Object expect(Object message, String key, CompletableFuture<ExecutionResult> reply) {
        Map<?, ?> request = map(message);
        Object given = value(request, path);
        String identity = given == null ? key == null ? UUID.randomUUID().toString() : key : given.toString();
        CompletableFuture<ExecutionResult> other = waiting.putIfAbsent(identity, reply);
        if (other != null) {
            throw Messages.refused("A request with the same '" + String.join(".", path) + "', '" + identity
                    + "', still waits for its reply.");
        }
        return given == null ? with(request, path, identity) : request;
    }

    private Map<?, ?> map(Object message) {
        Object value = message;
        if (message instanceof String text) {
            try {
                value = Json.read(text.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw notAMap("text that is not JSON");
            }
        }
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw notAMap("a " + value.getClass().getSimpleName());
    }

    private ConnectorException notAMap(String what) {
        return Messages.refused(
                "It is " + what + ", but 'correlation' wants a map with the field '" + String.join(".", path) + "'.");
    }

    private static Object value(Object from, List<String> names) {
        Object value = from;
        for (String name : names) {
            if (!(value instanceof Map<?, ?> map)) {
                return null;
            }
            value = map.get(name);
        }
        return value;
    }

    private static Map<Object, Object> with(Map<?, ?> map, List<String> names, String value) {
        Map<Object, Object> changed = new LinkedHashMap<>(map);
        String name = names.get(0);
        if (names.size() == 1) {
            changed.put(name, value);
        } else {
            Map<?, ?> inner = map.get(name) instanceof Map<?, ?> given ? given : Map.of();
            changed.put(name, with(inner, names.subList(1, names.size()), value));
        }
        return changed;
    }

    @Override
    public boolean claim(ExecutionResult message) {
        Object identity = value(message.output(), path);
        CompletableFuture<ExecutionResult> reply = identity == null ? null : waiting.remove(identity.toString());
        return reply != null && reply.complete(message);
    }

    // It is this very call that counts.
    @SuppressWarnings("CollectionUndefinedEquality")
    @Override
    public boolean forget(CompletableFuture<ExecutionResult> reply) {
        waiting.values().remove(reply);
        return false;
    }

    @Override
    public void failAll(ConnectorException reason) {
        waiting.values().removeIf(reply -> {
            reply.completeExceptionally(reason);
            return true;
        });
    }
}
