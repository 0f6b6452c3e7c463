/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.messaging;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What is done with each message, the same in all ways: its JSON is read, a field is changed, and it is written again. */
final class Work {

    /** How long a message is, about. */
    static final int BYTES = 1024;

    private static final int LINES = 8;
    private static final int CUSTOMERS = 500;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private final AtomicLong began = new AtomicLong();

    /** Starts the clock with the next message. */
    void reset() {
        began.set(0);
    }

    /** When the first message was worked on, in nanoseconds. */
    long began() {
        return began.get();
    }

    static String key(int number) {
        return "customer-" + number % CUSTOMERS;
    }

    /** An order, padded to its length. */
    static byte[] message(int number) throws IOException {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("id", number);
        order.put("customer", key(number));
        order.put("status", "new");
        order.put("total", number % 100_000 / 100.0);
        List<Map<String, Object>> lines = new ArrayList<>();
        for (int line = 0; line < LINES; line++) {
            lines.add(Map.of("article", "A-" + (number + line) % 1000, "quantity", line + 1, "price", 9.99));
        }
        order.put("lines", lines);
        order.put("note", "");
        int missing = BYTES - JSON.writeValueAsBytes(order).length;
        order.put("note", "x".repeat(Math.max(0, missing)));
        return JSON.writeValueAsBytes(order);
    }

    /** For who has bytes and wants bytes. */
    byte[] change(byte[] message) throws IOException {
        Map<String, Object> order = JSON.readValue(message, MAP);
        change(order);
        return JSON.writeValueAsBytes(order);
    }

    /** For who has the message as a map, and writes it afterwards. */
    void change(Map<String, Object> order) {
        if (began.get() == 0) {
            boolean unused = began.compareAndSet(0, System.nanoTime());
        }
        order.put("status", "accepted");
    }
}
