/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ConnectorMetadata.Category;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.camel.ConnectorComponent;
import dev.serai.connector.registry.ConnectorRegistry;
import dev.serai.connector.registry.DeclaredConnector;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaApiTest {

    private static final String SLOW =
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4000000) SELECT count(*) AS c FROM n";

    @TempDir
    private Path folder;

    private final CamelContext camelContext = new DefaultCamelContext();
    private String url;

    @BeforeEach
    void start() throws Exception {
        url = OrdersDatabase.in(folder).url();
        camelContext.getComponent("connector", ConnectorComponent.class);
        camelContext.start();
    }

    @AfterEach
    void stop() {
        camelContext.stop();
    }

    @Test
    void aProgramDeclaresAndCallsConnectors() {
        ConnectorRegistry connectors = ConnectorRegistry.of(camelContext);
        connectors.declare("orders-db", "sql", Map.of("url", url));
        ExecutionResult result = connectors
                .get("orders-db")
                .execute("query", Map.of("sql", "SELECT note FROM orders", "fetchMode", "all"));

        assertThat(result.output()).isEqualTo(List.of(Map.of("note", "first"), Map.of("note", "a+b&c=%d")));
        assertThat(result.metadata()).containsEntry("rowCount", 2);
    }

    @Test
    void anAttemptGivesItsFailureAsAResult() {
        ExecutionResult result = declared(Map.of()).attempt("query", Map.of("sql", "SELECT nothing"));

        assertThat(result.success()).isFalse();
        assertThat(result.errorCode()).startsWith("SERAI-SQL-");
        assertThat(result.usage().attempts()).isEqualTo(1);
    }

    @Test
    void anOperationThatWasStartedCanBeCancelled() {
        CompletableFuture<ExecutionResult> call =
                declared(Map.of()).start("query", Map.of("sql", SLOW)).toCompletableFuture();

        assertThat(call.cancel(true)).isTrue();
        assertThat(call).isCancelled();
    }

    @Test
    void connectorsAreFoundByCategoryAndTags() {
        declared(Map.of());
        ConnectorRegistry.of(camelContext).declare("files", "file", Map.of("directory", folder.toString()));

        assertThat(ConnectorRegistry.of(camelContext).search(Category.DATABASE, List.of()))
                .extracting(DeclaredConnector::name)
                .containsExactly("orders-db");
    }

    @Test
    void theRateLimitSaysWhatIsLeft() {
        DeclaredConnector database = declared(Map.of("rateLimit.requests", 10, "rateLimit.window", "1h"));
        database.execute("query", Map.of("sql", "SELECT 1 AS one"));

        assertThat(database.rateLimit().orElseThrow().remaining()).isEqualTo(9);
        assertThat(ConnectorRegistry.of(camelContext)
                        .declare("unlimited", "sql", Map.of("url", url))
                        .rateLimit())
                .isEmpty();
    }

    @Test
    void aWrongTypeOfConnectorIsRefused() {
        assertThatThrownBy(() -> ConnectorRegistry.of(camelContext).declare("x", "sqll", Map.of()))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("Did you mean 'sql'?");
    }

    private DeclaredConnector declared(Map<String, Object> more) {
        Map<String, Object> options = new HashMap<>(more);
        options.put("url", url);
        return ConnectorRegistry.of(camelContext).declare("orders-db", "sql", options);
    }
}
