/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

import dev.serai.connector.Filter;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** What the suite needs to know of the key-value connector. */
abstract class KeyValueConformance extends ConnectorConformance {

    private static KeyValueSystem system;

    @BeforeAll
    static void startServer() {
        system = new KeyValueSystem();
    }

    @AfterAll
    static void stopServer() {
        system.close();
    }

    @Override
    protected String type() {
        return "key-value";
    }

    @Override
    protected SystemUnderTest system() {
        return system;
    }

    @Override
    protected Map<String, String> options() {
        return Map.of(
                "connection.url", system.url(),
                "connection.username", KeyValueSystem.USER,
                "connection.password", KeyValueSystem.PASSWORD);
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
    protected Map<String, String> impatientOptions() {
        return Map.of("options.requestTimeout", "200ms");
    }

    @Override
    protected Call read() {
        return Call.of("get", Map.of("name", "greeting")).giving(KeyValueSystem.FIRST);
    }

    @Override
    protected Call change() {
        return Call.of("append", Map.of("name", KeyValueSystem.NOTE, "value", "."));
    }

    @Override
    protected Call changeOfWhatIsRead() {
        return Call.of("put", Map.of("name", "greeting", "value", KeyValueSystem.FIRST));
    }

    @Override
    protected Call refused() {
        return Call.of("get", Map.of("name", "nobody-has-put-this"));
    }

    @Override
    protected Call abortedChanges() {
        Map<String, Object> entries = new LinkedHashMap<>();
        entries.put(KeyValueSystem.NOTE, "changed");
        entries.put("other", null);
        return Call.of("putAll", Map.of("entries", entries));
    }

    @Override
    protected Call aggregation() {
        return Call.of("sum", Map.of("resource", "number.")).giving(new BigDecimal(15));
    }

    @Override
    protected Records records() {
        return system.records();
    }

    @Override
    protected Records manyRecords() {
        return system.manyRecords();
    }

    @Override
    protected List<Filter> unsupportedFilters() {
        return List.of(new Filter("value", Filter.Operator.LIKE, "p%"));
    }
}
