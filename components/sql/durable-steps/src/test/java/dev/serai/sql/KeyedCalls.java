/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** Calls with {@code exactlyOnce}, as durable steps make them. */
final class KeyedCalls {

    private KeyedCalls() {}

    /** @param key of the step */
    static ExecutionResult once(SqlWorkspace db, String key, String operation, Map<String, Object> input) {
        return once(db, key, operation, input, Map.of());
    }

    /** @param headers where a statement looks for values that its parameters lack */
    static ExecutionResult once(
            SqlWorkspace db, String key, String operation, Map<String, Object> input, Map<String, Object> headers) {
        Map<String, Object> complete = new HashMap<>(input);
        complete.put("exactlyOnce", true);
        ExecutionContext context = new ExecutionContext(Optional.of(key), headers::get);
        try {
            return db.connector()
                    .execute(db.connector().operation(operation), complete, context)
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ConnectorException failure ? failure : e;
        }
    }
}
