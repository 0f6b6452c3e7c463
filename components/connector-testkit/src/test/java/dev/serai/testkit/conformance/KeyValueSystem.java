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
final class KeyValueSystem implements SystemUnderTest, AutoCloseable {

    static final String USER = "serai";
    static final String PASSWORD = "open-sesame-4711";

    /** What the suite's change makes longer by a dot, each time. */
    static final String NOTE = "note";

    static final String FIRST = "hello";

    private static final List<String> FRUITS = List.of("fig", "pear", "mango", "banana", "avocado", "cherimoya");
    private static final int MANY = 3000;

    private final KeyValueServer server = KeyValueServer.start(USER, PASSWORD);

    String url() {
        return server.url();
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
    public void reset() {
        server.reset();
        server.put("greeting", FIRST);
        server.put(NOTE, "");
        for (int i = 0; i < FRUITS.size(); i++) {
            server.put("fruit." + i, FRUITS.get(i));
            server.put("number." + i, String.valueOf(i));
        }
        for (int i = 0; i < MANY; i++) {
            server.put(String.format(Locale.ROOT, "many.%05d", i), "x");
        }
    }

    @Override
    public void stop() {
        server.stop();
    }

    @Override
    public void start() {
        server.startAgain();
    }

    @Override
    public void hold() {
        server.hold();
    }

    @Override
    public void release() {
        server.release();
    }

    @Override
    public int held() {
        return server.held();
    }

    @Override
    public int calls() {
        return server.requests().size();
    }

    @Override
    public int openConnections() {
        return server.openConnections();
    }

    @Override
    public int effects() {
        return server.value(NOTE).length();
    }

    @Override
    public void repeatCredentials() {
        server.repeatCredentials(true);
    }

    @Override
    public void close() {
        server.close();
    }
}
