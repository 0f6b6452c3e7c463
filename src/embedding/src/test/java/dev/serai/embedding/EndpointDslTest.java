/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.embedding;

import static dev.serai.connector.dsl.ConnectorEndpointBuilder.connector;
import static dev.serai.connector.dsl.ConnectorEndpointBuilder.typed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.connector.registry.ConnectorRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointDslTest {

    @TempDir
    private Path folder;

    private final CamelContext context = new DefaultCamelContext();

    @BeforeEach
    void declare() throws Exception {
        ConnectorRegistry connectors = ConnectorRegistry.of(context);
        connectors.declare(
                "orders-db", "sql", Map.of("url", OrdersDatabase.in(folder).url()));
        connectors.declare("inbox", "file", Map.of("directory", folder.resolve("inbox")));
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void connectorsStandBesideCamelsOwnBuilders() throws Exception {
        Files.createDirectories(folder.resolve("inbox"));
        Files.writeString(folder.resolve("inbox/new.csv"), "number,note\n7,seventh\n");
        context.addRoutes(new EndpointRouteBuilder() {
            @Override
            public void configure() {
                from(connector("inbox", "stream").with("pattern", "*.csv").with("afterSuccess", "delete"))
                        .to(connector("orders-db", "insert").with("table", "orders"))
                        .to(mock("inserted"));
            }
        });
        MockEndpoint inserted = context.getEndpoint("mock:inserted", MockEndpoint.class);
        inserted.expectedMessageCount(1);
        context.start();

        inserted.assertIsSatisfied();
        assertThat(ConnectorRegistry.of(context)
                        .get("orders-db")
                        .execute("query", Map.of("sql", "SELECT note FROM orders WHERE number = 7", "fetchMode", "one"))
                        .output())
                .isEqualTo(Map.of("note", "seventh"));
    }

    @Test
    void aStatementOfManyLinesAndSignsArrivesWhole() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:find")
                        .to(connector("orders-db", "query")
                                .with("fetchMode", "one")
                                .with("sql", """
                                SELECT number + 1 AS next -- not the rest
                                FROM orders
                                WHERE note = 'a+b&c=%d' AND number & 2 = 2"""));
            }
        });
        context.start();

        assertThat(context.createProducerTemplate().requestBody("direct:find", Map.of()))
                .isEqualTo(Map.of("next", 3));
    }

    @Test
    void theSchemeOfAJarDeclaresAConnectorInTheRoute() throws Exception {
        String url = "jdbc:sqlite:" + folder.resolve("orders.db");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:count")
                        .to(typed("sql", "adhoc", "query")
                                .with("url", url)
                                .with("fetchMode", "one")
                                .with("sql", "SELECT count(*) AS orders FROM orders"));
            }
        });
        context.start();

        assertThat(context.createProducerTemplate().requestBody("direct:count", Map.of()))
                .isEqualTo(Map.of("orders", 2));
    }

    @Test
    void aListIsGivenAsItIs() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:change")
                        .to(connector("orders-db", "update")
                                .with("table", "orders")
                                .with("keys", List.of("number")));
            }
        });
        context.start();

        assertThat(context.createProducerTemplate()
                        .requestBody("direct:change", Map.of("number", 1, "note", "changed")))
                .isEqualTo(1);
    }
}
