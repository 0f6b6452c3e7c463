/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

import dev.serai.testkit.KeyValueServer;
import java.util.Map;

/** The key-value server as the suite handles it. */
final class KeyValueSystem extends KeyValueServerUnderTest {

    static final String USER = "serai";
    static final String PASSWORD = "open-sesame-4711";

    /** What the suite's change makes longer by a dot, each time. */
    static final String NOTE = "note";

    static final String FIRST = "hello";

    KeyValueSystem() {
        super(USER, PASSWORD, NOTE);
    }

    Records records() {
        return new Records("fruit.", Map.of(), fruits(), "value");
    }

    Records manyRecords() {
        return new Records("many.", Map.of(), fruits(), "name");
    }

    @Override
    protected void fill(KeyValueServer empty) {
        empty.put("greeting", FIRST);
        putRecords(empty);
        for (int i = 0; i < fruits().size(); i++) {
            empty.put("number." + i, String.valueOf(i));
        }
    }
}
