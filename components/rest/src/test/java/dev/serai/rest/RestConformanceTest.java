/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import dev.serai.testkit.conformance.Behaviour;
import dev.serai.testkit.conformance.Call;
import dev.serai.testkit.conformance.HttpConnectorConformance;
import dev.serai.testkit.conformance.KeyValueServerUnderTest;
import dev.serai.testkit.conformance.Records;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The REST connector keeps the contract. */
class RestConformanceTest extends HttpConnectorConformance {

    private static final String OF_ITS_OWN = "Every API asks for it in its own way, which 'query' takes as it is.";

    private static KeyValueApi system;

    RestConformanceTest() {
        lacks(Behaviour.FILTERING, OF_ITS_OWN);
        lacks(Behaviour.SORTING, OF_ITS_OWN);
        lacks(Behaviour.AGGREGATION, OF_ITS_OWN);
        lacks(Behaviour.TRANSACTIONS, "HTTP has none.");
    }

    @BeforeAll
    static void startServer() {
        system = new KeyValueApi(USER, PASSWORD);
    }

    @AfterAll
    static void stopServer() {
        system.close();
    }

    @Override
    protected String type() {
        return "rest";
    }

    @Override
    protected KeyValueServerUnderTest system() {
        return system;
    }

    @Override
    protected Map<String, String> options() {
        Map<String, String> options = new HashMap<>(super.options());
        options.putAll(Map.of(
                "pagination.strategy",
                "offset",
                "pagination.recordsPath",
                "$.records",
                "pagination.totalPath",
                "$.total",
                "pagination.idField",
                "name"));
        return options;
    }

    @Override
    protected String url() {
        return system.url();
    }

    @Override
    protected Call read() {
        return Call.of("GET", Map.of("endpoint", "/keys/greeting")).giving("hello");
    }

    @Override
    protected Call change() {
        return Call.of("POST", Map.of("endpoint", "/keys/note/append", "body", "."));
    }

    @Override
    protected Call refused() {
        return Call.of("GET", Map.of("endpoint", "/keys/nobody-has-put-this"));
    }

    @Override
    protected Records records() {
        return new Records("/records", KeyValueApi.named("fruit."), KeyValueApi.fruits(), "value");
    }

    @Override
    protected Records manyRecords() {
        return new Records("/records", KeyValueApi.named("many."), KeyValueApi.fruits(), "name");
    }
}
