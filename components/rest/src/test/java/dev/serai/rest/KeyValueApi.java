/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import dev.serai.testkit.KeyValueServer;
import dev.serai.testkit.conformance.KeyValueServerUnderTest;
import java.util.Map;

/** The key-value server as the conformance suite handles it, for REST calls. */
final class KeyValueApi extends KeyValueServerUnderTest {

    KeyValueApi(String user, String password) {
        super(user, password, "note");
    }

    /** What asks for the records whose names begin so. */
    static Map<String, Object> named(String prefix) {
        return Map.of("query", Map.of("prefix", prefix));
    }

    @Override
    protected void fill(KeyValueServer empty) {
        empty.put("greeting", "hello");
        putRecords(empty);
    }
}
