/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.kafka;

import dev.serai.testkit.conformance.Behaviour;
import dev.serai.testkit.conformance.Call;
import dev.serai.testkit.conformance.ConnectorConformance;
import dev.serai.testkit.conformance.SystemUnderTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The Kafka connector keeps the contract with a Kafka broker. */
class KafkaConformanceTest extends ConnectorConformance {

    private static final String NO_RECORDS = "A topic has messages, and no records.";

    private static KafkaSystem system;

    KafkaConformanceTest() {
        lacks(Behaviour.HOLDING, "A broker cannot be told to keep one call waiting.");
        lacks(Behaviour.OWN_TIMEOUT, "A broker cannot be told to keep one call waiting.");
        lacks(Behaviour.COUNTING_CALLS, "The client asks and repeats on its own, also without a call.");
        lacks(Behaviour.UNSUPPORTED_REQUESTS, NO_RECORDS);
        lacks(Behaviour.STREAMING, NO_RECORDS);
        lacks(Behaviour.RESUMABLE_STREAMS, NO_RECORDS);
        lacks(Behaviour.PAGINATION, NO_RECORDS);
        lacks(Behaviour.TOTALS, NO_RECORDS);
        lacks(Behaviour.OFFSETS, NO_RECORDS);
        lacks(Behaviour.FILTERING, NO_RECORDS);
        lacks(Behaviour.SORTING, NO_RECORDS);
        lacks(Behaviour.AGGREGATION, "A broker computes nothing.");
        lacks(Behaviour.TRANSACTIONS, "The connector sends each message by itself.");
        lacks(Behaviour.IDEMPOTENCY_KEYS, "A broker knows no keys of calls.");
        lacks(
                Behaviour.CANCELLATION,
                "A broker is not told that nobody waits any more; 'deliveryTimeout' ends the call.");
    }

    @BeforeAll
    static void startServer() throws Exception {
        system = new KafkaSystem();
    }

    @AfterAll
    static void stopServer() {
        if (system != null) {
            system.close();
        }
    }

    @Override
    protected String type() {
        return "kafka";
    }

    @Override
    protected SystemUnderTest system() {
        return system;
    }

    @Override
    protected Map<String, String> options() {
        return Map.of(
                "connection.bootstrapServers",
                system.servers(),
                "connection.username",
                system.username(),
                "connection.password",
                system.password(),
                "connection.mechanism",
                "plain",
                "options.requestTimeout",
                "2s",
                "options.deliveryTimeout",
                "4s");
    }

    @Override
    protected Map<String, String> companions(String option) {
        return switch (option) {
            case "connection.tls.certificate" -> Map.of("connection.tls.privateKey", "${KEY}");
            case "connection.tls.privateKey" -> Map.of("connection.tls.certificate", "PEM");
            case "options.requestTimeout", "options.linger" -> Map.of("options.deliveryTimeout", "1h");
            case "options.deliveryTimeout" -> Map.of("options.requestTimeout", "50ms");
            default -> Map.of();
        };
    }

    @Override
    protected List<String> secretOptions() {
        return List.of("connection.password");
    }

    @Override
    protected Map<String, String> wrongCredentials() {
        return Map.of("connection.password", "wrong-barley-4711");
    }

    @Override
    protected Call read() {
        return Call.of("inspect", Map.of("source", KafkaSystem.FRUITS, "group", "nobody"))
                .giving(KafkaSystem.fruits());
    }

    @Override
    protected int readsOfEachCaller() {
        return 2;
    }

    @Override
    protected Call change() {
        return Call.of("publish", Map.of("destination", KafkaSystem.MARKS, "body", "x"));
    }

    @Override
    protected Call changeOfWhatIsRead() {
        return change();
    }

    @Override
    protected Call refused() {
        return Call.of("inspect", Map.of("source", "vegetables"));
    }
}
