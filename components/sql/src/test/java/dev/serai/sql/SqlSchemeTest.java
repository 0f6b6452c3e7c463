/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.connector.registry.ConnectorRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scheme {@code serai-sql}, as an application that embeds the jar uses it. */
class SqlSchemeTest {

    @TempDir
    private Path folder;

    private final CamelContext context = new DefaultCamelContext();

    @BeforeEach
    void declare() throws Exception {
        Path file = folder.resolve("connectors.yaml");
        Files.writeString(file, """
                connectors:
                  - { name: orders-db, type: sql, connection: { url: "jdbc:sqlite:orders.db" } }
                """);
        context.getPropertiesComponent().addInitialProperty("serai.connectors", file.toString());
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void itReachesDeclaredConnectors() {
        assertThat(call("serai-sql:orders-db/query?sql=SELECT 1 AS one&fetchMode=one", null))
                .isEqualTo(Map.of("one", 1));
    }

    @Test
    void endpointsOfOneConnectionShareItsPool() {
        String connection = "url=jdbc:sqlite:" + folder.resolve("adhoc.db") + "&maxConnections=3";
        call("serai-sql:adhoc/execute?" + connection + "&sql=CREATE TABLE orders (number TEXT)", null);
        call("serai-sql:adhoc/insert?table=orders&" + connection, Map.of("number", "A-1"));

        assertThat(call("serai-sql:adhoc/query?" + connection + "&sql=SELECT number FROM orders", null))
                .isEqualTo(List.of(Map.of("number", "A-1")));
        assertThat(ConnectorRegistry.of(context).list())
                .extracting(connector -> connector.name())
                .containsExactly("orders-db", "adhoc-sql-1");
    }

    @Test
    void aPasswordMustBeAReference() {
        assertThatThrownBy(
                        () -> context.getEndpoint(
                                "serai-sql:adhoc/query?url=jdbc:postgresql://localhost/x&username=u&password=hunter2&sql=SELECT 1"))
                .hasMessageNotContaining("hunter2")
                .rootCause()
                .hasMessageContaining("'connection.password' is a secret")
                .hasMessageContaining("${PASSWORD}")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aMisspeltOptionIsRefusedWithASuggestion() {
        assertThatThrownBy(() -> context.getEndpoint("serai-sql:adhoc/query?urll=jdbc:sqlite:x.db&sql=SELECT 1"))
                .rootCause()
                .hasMessageContaining("Did you mean 'url'?");
        assertThatThrownBy(() -> context.getEndpoint("serai-sql:orders-db/query?sqll=SELECT 1"))
                .rootCause()
                .hasMessageContaining("Did you mean 'sql'?");
    }

    private Object call(String uri, Object body) {
        return context.createProducerTemplate().requestBody(uri, body);
    }
}
