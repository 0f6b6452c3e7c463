/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.connector.registry.ConnectorRegistry;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CamelMainTest {

    @TempDir
    private Path folder;

    @Test
    void connectorsStandInApplicationProperties() throws Exception {
        OrdersDatabase database = OrdersDatabase.in(folder);
        try (ClassPathFolder resources = new ClassPathFolder(folder)) {
            resources.with(
                    "application.properties",
                    Guide.file("application.properties")
                            .replace("orders.db", database.file().toString()));
            Main main = new Main();
            main.configure().addRoutesBuilder(new NoteRoute());
            main.start();

            assertThat(main.getCamelContext().createProducerTemplate().requestBody("direct:note", Map.of("number", 2)))
                    .isEqualTo(Map.of("note", "a+b&c=%d"));
            assertThat(ConnectorRegistry.of(main.getCamelContext())
                            .get("orders-db")
                            .settings()
                            .retry()
                            .maxRetries())
                    .isEqualTo(1);
            main.stop();
        }
    }

    @Test
    void connectorsOfTheClassPathAreFoundByThemselves() throws Exception {
        OrdersDatabase database = OrdersDatabase.in(folder);
        try (ClassPathFolder resources = new ClassPathFolder(folder)) {
            resources
                    .with("connectors.yaml", Guide.file("connectors.yaml"))
                    .with("application.properties", "orders.url = " + database.url());
            Main main = new Main();
            main.configure().addRoutesBuilder(new NoteRoute());
            main.start();

            assertThat(main.getCamelContext().createProducerTemplate().requestBody("direct:note", Map.of("number", 1)))
                    .isEqualTo(Map.of("note", "first"));
            main.stop();
        }
    }
}
