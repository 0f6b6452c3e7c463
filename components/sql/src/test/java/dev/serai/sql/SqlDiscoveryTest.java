/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.connector.DiscoveredResource;
import dev.serai.connector.DiscoveredResource.Part;
import dev.serai.connector.DiscoveringConnector;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a database holds, as the connector finds it. */
class SqlDiscoveryTest {

    @TempDir
    Path folder;

    private static List<DiscoveredResource> found(SqlWorkspace db) {
        return ((DiscoveringConnector) db.connector().connector())
                .discover()
                .toCompletableFuture()
                .join();
    }

    private static DiscoveredResource named(List<DiscoveredResource> found, String name) {
        return found.stream()
                .filter(resource -> resource.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no " + name + " among " + found));
    }

    private static Part column(DiscoveredResource table, String name) {
        return table.fields().stream()
                .filter(part -> part.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void tablesAndViewsWithTheirColumnsAndKeys(Kind kind) throws Exception {
        try (SqlWorkspace db = SqlWorkspace.start(folder, kind.declaration(folder, ""))) {
            db.run("CREATE TABLE customers (id INTEGER NOT NULL PRIMARY KEY)");
            db.run("CREATE TABLE orders (number VARCHAR(20) NOT NULL, line INTEGER NOT NULL, customer INTEGER NOT NULL,"
                    + " price DECIMAL(10, 2) DEFAULT 5, note VARCHAR(100), PRIMARY KEY (number, line),"
                    + " FOREIGN KEY (customer) REFERENCES customers (id))");
            db.run("CREATE VIEW cheap_orders AS SELECT number FROM orders WHERE price < 10");

            List<DiscoveredResource> found = found(db);

            assertThat(found)
                    .extracting(resource -> resource.name().toLowerCase(Locale.ROOT))
                    .containsExactly("cheap_orders", "customers", "orders");
            assertThat(named(found, "cheap_orders").kind()).isEqualTo("view");
            DiscoveredResource orders = named(found, "orders");
            assertThat(orders.kind()).isEqualTo("table");
            assertThat(orders.fields())
                    .extracting(part -> part.name().toLowerCase(Locale.ROOT))
                    .containsExactly("number", "line", "customer", "price", "note");
            assertThat(column(orders, "number").type()).matches("(?i)(varchar2?|character varying)\\(20\\)");
            // SQLite's driver leaves the size of numbers out.
            assertThat(column(orders, "price").type())
                    .matches(kind == Kind.SQLITE ? "DECIMAL" : "(?i)(decimal|numeric|number)\\(10, ?2\\)");
            assertThat(column(orders, "number").description()).isEqualTo("primary key; not null");
            assertThat(column(orders, "line").description()).isEqualTo("primary key; not null");
            assertThat(column(orders, "customer").description())
                    .isEqualToIgnoringCase("refers to customers.id; not null");
            assertThat(column(orders, "price").description()).matches("default 5(\\.00)?");
            assertThat(column(orders, "note").description()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "H2_ORACLE", "POSTGRESQL"})
    void tablesOfAnotherSchemaAreNamedWithIt(Kind kind) throws Exception {
        String schema = "audit_" + kind.name().toLowerCase(Locale.ROOT);
        try (SqlWorkspace db = SqlWorkspace.start(folder, kind.declaration(folder, ""))) {
            db.run("CREATE SCHEMA " + schema);
            db.run("CREATE TABLE " + schema + ".events (id INTEGER PRIMARY KEY)");
            db.run("CREATE TABLE events (id INTEGER, text VARCHAR(10))");

            List<DiscoveredResource> found = found(db);

            assertThat(found.get(0).name()).isEqualToIgnoringCase("events");
            assertThat(found.get(0).fields()).hasSize(2);
            assertThat(named(found, schema + ".events").fields()).hasSize(1);
        }
    }
}
