/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import dev.serai.testkit.KeyValueServer;
import dev.serai.testkit.conformance.KeyValueServerUnderTest;

/** The key-value server as the conformance suite handles it, for REST calls. */
final class KeyValueApi extends KeyValueServerUnderTest {

    static final String USER = "serai";
    static final String PASSWORD = "open-sesame-4711";

    KeyValueApi() {
        super(USER, PASSWORD, "note");
    }

    @Override
    protected void fill(KeyValueServer empty) {
        empty.put("greeting", "hello");
    }
}
