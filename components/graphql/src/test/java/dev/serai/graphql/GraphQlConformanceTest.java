/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.graphql;

import dev.serai.testkit.conformance.Behaviour;
import dev.serai.testkit.conformance.Call;
import dev.serai.testkit.conformance.HttpConnectorConformance;
import dev.serai.testkit.conformance.KeyValueServerUnderTest;
import dev.serai.testkit.conformance.Records;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The GraphQL connector keeps the contract. */
class GraphQlConformanceTest extends HttpConnectorConformance {

    private static final String OF_ITS_OWN = "Every API asks for it in its own way, which 'arguments' takes as it is.";

    private static KeyValueGraphQl system;

    GraphQlConformanceTest() {
        lacks(Behaviour.FILTERING, OF_ITS_OWN);
        lacks(Behaviour.SORTING, OF_ITS_OWN);
        lacks(Behaviour.OFFSETS, "A Relay connection goes on after a cursor only.");
        lacks(Behaviour.AGGREGATION, OF_ITS_OWN);
        lacks(Behaviour.TRANSACTIONS, "GraphQL has none.");
    }

    @BeforeAll
    static void startServer() {
        system = new KeyValueGraphQl(USER, PASSWORD);
    }

    @AfterAll
    static void stopServer() {
        system.close();
    }

    @Override
    protected String type() {
        return "graphql";
    }

    @Override
    protected KeyValueServerUnderTest system() {
        return system;
    }

    @Override
    protected String url() {
        return system.url();
    }

    @Override
    protected Call read() {
        return Call.of(
                        "query",
                        Map.of("query", "query Greeting { key(name: \"greeting\") }", "operationName", "Greeting"))
                .giving(Map.of("key", "hello"));
    }

    @Override
    protected Call change() {
        return Call.of("mutation", Map.of("query", "mutation { append(name: \"note\", text: \".\") }"));
    }

    @Override
    protected Call refused() {
        return Call.of("query", Map.of("query", "{ refused }"));
    }

    @Override
    protected Records records() {
        return named("fruit.", "value");
    }

    @Override
    protected Records manyRecords() {
        return named("many.", "name");
    }

    private static Records named(String prefix, String sortedBy) {
        return new Records(
                "records",
                Map.of("fields", List.of("name", "value", "length"), "arguments", Map.of("prefix", prefix)),
                KeyValueGraphQl.fruits(),
                sortedBy);
    }
}
