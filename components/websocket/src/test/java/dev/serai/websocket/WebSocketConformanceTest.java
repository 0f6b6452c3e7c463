/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.websocket;

import dev.serai.testkit.conformance.Behaviour;
import dev.serai.testkit.conformance.Call;
import dev.serai.testkit.conformance.HttpConnectorConformance;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The WebSocket connector keeps the contract. */
class WebSocketConformanceTest extends HttpConnectorConformance {

    private static final String NO_RECORDS = "A socket has messages, and no records.";

    private static KeyValueSocket system;

    WebSocketConformanceTest() {
        lacks(Behaviour.UNSUPPORTED_REQUESTS, NO_RECORDS);
        lacks(Behaviour.STREAMING, NO_RECORDS);
        lacks(Behaviour.RESUMABLE_STREAMS, NO_RECORDS);
        lacks(Behaviour.PAGINATION, NO_RECORDS);
        lacks(Behaviour.TOTALS, NO_RECORDS);
        lacks(Behaviour.OFFSETS, NO_RECORDS);
        lacks(Behaviour.FILTERING, NO_RECORDS);
        lacks(Behaviour.SORTING, NO_RECORDS);
        lacks(Behaviour.AGGREGATION, NO_RECORDS);
        lacks(Behaviour.TRANSACTIONS, "WebSockets have none.");
        lacks(Behaviour.IDEMPOTENCY_KEYS, "WebSockets have no rule for them.");
        lacks(Behaviour.CANCELLATION, "A server is not told that nobody waits for its reply any more.");
    }

    @BeforeAll
    static void startServer() {
        system = new KeyValueSocket(USER, PASSWORD);
    }

    @AfterAll
    static void stopServer() {
        system.close();
    }

    @Override
    protected String type() {
        return "websocket";
    }

    @Override
    protected KeyValueSocket system() {
        return system;
    }

    @Override
    protected String url() {
        return system.url();
    }

    @Override
    protected Map<String, String> options() {
        Map<String, String> options = new HashMap<>(super.options());
        options.remove("options.idempotencyKeysHonoured");
        return options;
    }

    @Override
    protected Call read() {
        return Call.of("query", Map.of("message", Map.of("op", "get", "name", "greeting"), "replyTimeout", "10s"))
                .giving(Map.of("value", "hello"));
    }

    @Override
    protected Call change() {
        return Call.of("request", Map.of("message", Map.of("op", "append", "name", "note", "text", ".")));
    }

    @Override
    protected Call refused() {
        return Call.of("request", Map.of("message", Map.of("op", "explode")));
    }
}
