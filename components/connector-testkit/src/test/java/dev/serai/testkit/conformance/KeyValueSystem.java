/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

import dev.serai.testkit.KeyValueServer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** The key-value server as the suite handles it. */
final class KeyValueSystem extends KeyValueServerUnderTest {

    static final String USER = "serai";
    static final String PASSWORD = "open-sesame-4711";

    /** What the suite's change makes longer by a dot, each time. */
    static final String NOTE = "note";

    static final String FIRST = "hello";

    private static final List<String> FRUITS = List.of("fig", "pear", "mango", "banana", "avocado", "cherimoya");
    private static final int MANY = 3000;

    KeyValueSystem() {
        super(USER, PASSWORD, NOTE);
    }

    Records records() {
        List<Map<String, Object>> rows = IntStream.range(0, FRUITS.size())
                .<Map<String, Object>>mapToObj(i -> Map.of(
                        "name",
                        "fruit." + i,
                        "value",
                        FRUITS.get(i),
                        "length",
                        FRUITS.get(i).length()))
                .toList();
        return new Records("fruit.", Map.of(), rows, "value");
    }

    Records manyRecords() {
        return new Records("many.", Map.of(), records().rows(), "name");
    }

    @Override
    protected void fill(KeyValueServer empty) {
        empty.put("greeting", FIRST);
        for (int i = 0; i < FRUITS.size(); i++) {
            empty.put("fruit." + i, FRUITS.get(i));
            empty.put("number." + i, String.valueOf(i));
        }
        for (int i = 0; i < MANY; i++) {
            empty.put(String.format(Locale.ROOT, "many.%05d", i), "x");
        }
    }
}
