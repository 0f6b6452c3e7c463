/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.event;

import dev.serai.store.SqliteSettings;
import dev.serai.store.Store;
import dev.serai.testkit.conformance.Behaviour;
import dev.serai.testkit.conformance.Call;
import dev.serai.testkit.conformance.ConnectorConformance;
import dev.serai.testkit.conformance.SystemUnderTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The event connector keeps the contract, with a bus in a store, whose events can be counted. */
class EventConformanceTest extends ConnectorConformance {

    private static final String NO_SERVER = "The bus is in the process and its store.";
    private static final String NO_RECORDS = "A bus has events, which go to who subscribes, and no records.";

    private static ExecutorService callbacks;
    private static Store store;

    private final SystemUnderTest system = new SystemUnderTest() {
        private long before;

        @Override
        public void reset() {
            before = store.events().last("subject");
        }

        @Override
        public int effects() {
            return Math.toIntExact(store.events().last("subject") - before);
        }
    };

    EventConformanceTest() {
        lacks(Behaviour.REQUIRED_OPTIONS, "A bus in memory needs nothing.");
        lacks(Behaviour.SECRETS, "A bus has no password; the connector of a broker has its own.");
        lacks(Behaviour.CREDENTIALS, "A bus has no password; the connector of a broker has its own.");
        lacks(Behaviour.CONNECTING_REACHES_THE_SYSTEM, NO_SERVER);
        lacks(Behaviour.STOPPING, NO_SERVER);
        lacks(Behaviour.HOLDING, NO_SERVER);
        lacks(Behaviour.COUNTING_CALLS, NO_SERVER);
        lacks(Behaviour.COUNTING_CONNECTIONS, NO_SERVER);
        lacks(Behaviour.OWN_TIMEOUT, NO_SERVER);
        lacks(Behaviour.UNSUPPORTED_REQUESTS, NO_RECORDS);
        lacks(Behaviour.STREAMING, NO_RECORDS);
        lacks(Behaviour.RESUMABLE_STREAMS, NO_RECORDS);
        lacks(Behaviour.PAGINATION, NO_RECORDS);
        lacks(Behaviour.TOTALS, NO_RECORDS);
        lacks(Behaviour.OFFSETS, NO_RECORDS);
        lacks(Behaviour.FILTERING, NO_RECORDS);
        lacks(Behaviour.SORTING, NO_RECORDS);
        lacks(Behaviour.AGGREGATION, NO_RECORDS);
        lacks(Behaviour.TRANSACTIONS, "Each event is published by itself.");
        lacks(
                Behaviour.IDEMPOTENCY_KEYS,
                "An event that is published again comes again, with the same id; whoever receives it can tell.");
        lacks(Behaviour.CANCELLATION, "An event that was published cannot be called back.");
    }

    @BeforeAll
    static void openStore(@TempDir Path folder) {
        callbacks = Executors.newCachedThreadPool();
        store = new SqliteSettings(folder).open(callbacks);
    }

    @AfterAll
    static void closeStore() {
        store.close();
        callbacks.shutdownNow();
    }

    @Override
    protected void prepare(CamelContext camelContext) {
        camelContext.getRegistry().bind("events", store.events());
        camelContext.getRegistry().bind("checkpoints", store.checkpoints());
    }

    @Override
    protected String type() {
        return "event";
    }

    @Override
    protected SystemUnderTest system() {
        return system;
    }

    @Override
    protected Map<String, String> options() {
        return Map.of("durable", "true");
    }

    @Override
    protected Call read() {
        return Call.of("deadLetters", Map.of("subscriber", "billing")).giving(List.of());
    }

    @Override
    protected Call change() {
        return Call.of("publish", Map.of("type", "order.placed", "data", "x"));
    }

    @Override
    protected Call refused() {
        return Call.of("inspect", Map.of("subscriber", "nobody"));
    }
}
