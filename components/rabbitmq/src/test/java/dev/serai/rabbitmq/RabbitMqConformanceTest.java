/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rabbitmq;

import dev.serai.testkit.conformance.Behaviour;
import dev.serai.testkit.conformance.Call;
import dev.serai.testkit.conformance.ConnectorConformance;
import dev.serai.testkit.conformance.SystemUnderTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The RabbitMQ connector keeps the contract with a RabbitMQ. */
class RabbitMqConformanceTest extends ConnectorConformance {

    private static final String NO_RECORDS =
            "A queue has messages, which are gone once they were read, and no records.";

    private static RabbitMqSystem system;

    RabbitMqConformanceTest() {
        lacks(Behaviour.HOLDING, "A broker cannot be told to keep one call waiting.");
        lacks(Behaviour.COUNTING_CALLS, "A broker counts messages, not calls.");
        lacks(Behaviour.OWN_TIMEOUT, "A broker cannot be told to keep one call waiting.");
        lacks(Behaviour.UNSUPPORTED_REQUESTS, NO_RECORDS);
        lacks(Behaviour.STREAMING, NO_RECORDS);
        lacks(Behaviour.RESUMABLE_STREAMS, NO_RECORDS);
        lacks(Behaviour.PAGINATION, NO_RECORDS);
        lacks(Behaviour.TOTALS, NO_RECORDS);
        lacks(Behaviour.OFFSETS, NO_RECORDS);
        lacks(Behaviour.FILTERING, NO_RECORDS);
        lacks(Behaviour.SORTING, NO_RECORDS);
        lacks(Behaviour.AGGREGATION, NO_RECORDS);
        lacks(Behaviour.TRANSACTIONS, "Confirms are used instead of AMQP's transactions.");
        lacks(
                Behaviour.IDEMPOTENCY_KEYS,
                "RabbitMQ keeps a message with the same id again; whoever receives it can tell.");
        lacks(Behaviour.CANCELLATION, "AMQP has no way to call back what was sent; 'requestTimeout' ends the call.");
    }

    @BeforeAll
    static void startServer() throws Exception {
        system = new RabbitMqSystem();
    }

    @AfterAll
    static void stopServer() {
        if (system != null) {
            system.close();
        }
    }

    @Override
    protected String type() {
        return "rabbitmq";
    }

    @Override
    protected SystemUnderTest system() {
        return system;
    }

    @Override
    protected Map<String, String> options() {
        Map<String, String> options = new HashMap<>();
        options.put("connection.host", "127.0.0.1");
        options.put("connection.port", String.valueOf(system.port()));
        options.put("connection.virtualHost", system.virtualHost());
        options.put("connection.username", RabbitMqSystem.USER);
        options.put("connection.password", RabbitMqSystem.PASSWORD);
        return options;
    }

    @Override
    protected List<String> secretOptions() {
        return List.of("connection.password");
    }

    @Override
    protected Map<String, String> wrongCredentials() {
        return Map.of("connection.password", "open-barley-4711");
    }

    @Override
    protected Call read() {
        return Call.of("inspect", Map.of("source", RabbitMqSystem.FRUITS))
                .giving(Map.of("source", RabbitMqSystem.FRUITS, "messages", 3L, "consumers", 0L));
    }

    @Override
    protected Call change() {
        return Call.of("publish", Map.of("destination", RabbitMqSystem.EFFECTS, "body", "x"));
    }

    @Override
    protected Call refused() {
        return Call.of("inspect", Map.of("source", "vegetables"));
    }
}
