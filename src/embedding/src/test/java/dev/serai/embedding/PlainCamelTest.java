/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.connector.camel.ConnectorComponent;
import dev.serai.connector.registry.ConnectorRegistry;
import dev.serai.sql.SqlConfiguration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainCamelTest {

    @TempDir
    private Path folder;

    private String url;

    @BeforeEach
    void createDatabase() throws Exception {
        url = OrdersDatabase.in(folder).url();
    }

    @Test
    void connectorsOfTheClassPathAreFoundByThemselves() throws Exception {
        try (ClassPathFolder resources = new ClassPathFolder(folder)) {
            resources.with("connectors.yaml", Guide.file("connectors.yaml"));
            CamelContext context = new DefaultCamelContext();
            context.getPropertiesComponent().addInitialProperty("orders.url", url);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:note")
                            .to(
                                    "connector:orders-db/query?fetchMode=one&sql=SELECT note FROM orders WHERE number = :#number");
                }
            });
            context.start();

            assertThat(note(context, 1)).isEqualTo("first");
            context.stop();
        }
    }

    @Test
    void aPropertyNamesAFileElsewhere() throws Exception {
        Path file = folder.resolve("shop.yaml");
        Files.writeString(file, Guide.file("connectors.yaml"));

        assertThat(noteWith(Map.of("serai.connectors", file.toString(), "orders.url", url)))
                .isEqualTo("first");
    }

    @Test
    void theComponentsOwnOptionWinsOverTheProperty() throws Exception {
        Path file = folder.resolve("shop.yaml");
        Files.writeString(file, Guide.file("connectors.yaml"));
        CamelContext context = context(Map.of("serai.connectors", "missing.yaml", "orders.url", url));
        context.getComponent("connector", ConnectorComponent.class).setConfiguration(file.toString());
        context.start();

        assertThat(note(context, 1)).isEqualTo("first");
        context.stop();
    }

    @Test
    void connectorsStandInProperties() throws Exception {
        assertThat(noteWith(Map.of(
                        "serai.connector.orders-db.type", "sql",
                        "serai.connector.orders-db.connection.url", "{{orders.url}}",
                        "orders.url", url)))
                .isEqualTo("first");
    }

    @Test
    void optionsInPropertiesMayBeWrittenInAnySpelling() throws Exception {
        CamelContext context = context(Map.of(
                "serai.connector.orders-db.type", "SQL",
                "serai.connector.orders-db.url", url,
                "serai.connector.orders-db.options.max-connections", "3",
                "serai.connector.orders-db.retry.maxRetries", "7"));
        context.start();

        var declaration = ConnectorRegistry.of(context).get("orders-db").declaration();
        assertThat(declaration.settings().retry().maxRetries()).isEqualTo(7);
        assertThat(((SqlConfiguration) declaration.configuration()).options().maxConnections())
                .isEqualTo(3);
        context.stop();
    }

    @Test
    void mistakesInPropertiesSayWhere() {
        refuses(
                Map.of("serai.connector.orders-db.type", "sqll"),
                "SERAI-CONNECTOR-001: Connector 'orders-db': The property serai.connector.orders-db.type is 'sqll'. Did you"
                        + " mean 'sql'?");
        refuses(
                Map.of("serai.connector.orders-db.url", url),
                "SERAI-CONNECTOR-001: Connector 'orders-db': The property serai.connector.orders-db.type is missing."
                        + " Known: file, sql.");
        refuses(
                Map.of("serai.connector.orders-db.type", "sql", "serai.connector.orders-db.connection.ulr", url),
                "properties serai.connector.orders-db: Unknown option 'connection.ulr'. Did you mean 'url'?");
        refuses(
                Map.of(
                        "serai.connector.orders-db.type", "sql",
                        "serai.connector.orders-db.url", url,
                        "serai.connector.orders-db.password", "hunter2"),
                "properties serai.connector.orders-db: 'connection.password' is a secret and must not stand in the file.");
    }

    private static void refuses(Map<String, String> properties, String message) {
        assertThatThrownBy(() -> noteWith(properties))
                .rootCause()
                .hasMessageContaining(message)
                .satisfies(e -> assertThat(e.toString()).doesNotContain("hunter2"));
    }

    private static Object noteWith(Map<String, String> properties) throws Exception {
        CamelContext context = context(properties);
        context.start();
        try {
            return note(context, 1);
        } finally {
            context.stop();
        }
    }

    private static CamelContext context(Map<String, String> properties) throws Exception {
        CamelContext context = new DefaultCamelContext();
        properties.forEach(context.getPropertiesComponent()::addInitialProperty);
        context.addRoutes(new NoteRoute());
        return context;
    }

    private static Object note(CamelContext context, int number) {
        return context.createProducerTemplate()
                .requestBody("direct:note", Map.of("number", number), Map.class)
                .get("note");
    }
}
