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

/** A {@link KeyValueServer} as the suite handles it. What data it begins with is for the subclass to say. */
public abstract class KeyValueServerUnderTest extends StandInUnderTest<KeyValueServer> {

    private static final List<String> FRUITS = List.of("fig", "pear", "mango", "banana", "avocado", "cherimoya");
    private static final int MANY = 3000;

    private final String changed;

    /** @param changed names the text that the suite's change makes longer by one character, each time */
    protected KeyValueServerUnderTest(String user, String password, String changed) {
        super(KeyValueServer.start(user, password));
        this.changed = changed;
    }

    /** Records for the checks of pages and streams, whose names begin with {@code fruit.}; see {@link #putRecords}. */
    public static List<Map<String, Object>> fruits() {
        return IntStream.range(0, FRUITS.size())
                .<Map<String, Object>>mapToObj(i -> Map.of(
                        "name",
                        "fruit." + i,
                        "value",
                        FRUITS.get(i),
                        "length",
                        FRUITS.get(i).length()))
                .toList();
    }

    /** Puts {@link #fruits}, and some thousand records whose names begin with {@code many.}. */
    protected static void putRecords(KeyValueServer empty) {
        fruits().forEach(row -> empty.put((String) row.get("name"), (String) row.get("value")));
        for (int i = 0; i < MANY; i++) {
            empty.put(String.format(Locale.ROOT, "many.%05d", i), "x");
        }
    }

    /** Puts the data that the calls and records speak of; the server is empty, but for the text that is changed. */
    protected abstract void fill(KeyValueServer empty);

    public String url() {
        return server().url();
    }

    @Override
    public void reset() {
        server().reset();
        server().put(changed, "");
        fill(server());
    }

    @Override
    public int effects() {
        return server().value(changed).length();
    }

    @Override
    public void repeatCredentials() {
        server().repeatCredentials(true);
    }
}
