/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.registry;

import static dev.serai.connector.memory.MemoryConnector.lasting;
import static dev.serai.connector.memory.MemoryConnector.neverSent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorMetadata.Category;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.HealthCheckResult;
import dev.serai.connector.HealthCheckResult.Status;
import dev.serai.connector.memory.MemoryConnector;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.health.DefaultHealthCheckRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connecting, reconnecting and health. */
class ConnectorLifeTest {

    private final MemoryConnectors connectors = new MemoryConnectors();

    @AfterEach
    void close() {
        connectors.close();
    }

    @Test
    void aSystemThatIsAwayAtTheStartIsTriedAgainUntilItIsThere() {
        DeclaredConnector connector = connectors.declare("one", Map.of("retry.maxRetries", 0));
        memory(connector).failToConnectWith(neverSent());
        connectors.start();

        assertThat(connector.connected()).isFalse();
        ExecutionResult early = connector.attempt("put", Map.of());
        assertThat(early.failure().errorCode()).isEqualTo(ConnectorErrors.NOT_CONNECTED);
        assertThat(early.failure().neverSent()).isTrue();
        assertThat(early.failure()).hasMessageContaining("Away.");
        assertThat(connector.health().status()).isEqualTo(Status.DOWN);
        assertThat(connector.test().message()).contains("Away.");

        memory(connector).failToConnectWith(null);
        Awaitility.await().until(connector::connected);
        assertThat(connector.attempt("put", Map.of()).success()).isTrue();
    }

    @Test
    void oneThatIsToFailFastStopsTheStart() {
        DeclaredConnector connector = connectors.declare("one", Map.of("connect.failFast", true));
        memory(connector).failToConnectWith(neverSent());

        assertThatThrownBy(() -> connectors.start()).hasMessageContaining("Away.");
    }

    @Test
    void whatDoesNotPassByItselfStopsTheStart() {
        DeclaredConnector connector = connectors.declare("one", Map.of());
        memory(connector).failToConnectWith(lasting());

        assertThatThrownBy(() -> connectors.start()).hasMessageContaining("Never.");
    }

    @Test
    void aSecondConnectIsRefusedAndASecondDisconnectDoesNothing() {
        DeclaredConnector connector = connectors.declare("one", Map.of());
        connectors.start();

        assertThatThrownBy(connector::connect).hasMessageContaining(ConnectorErrors.ALREADY_CONNECTED.code());
        connector.disconnect();
        connector.disconnect();
        connector.connect();
        assertThat(memory(connector).life).containsExactly("connect", "disconnect", "connect");
    }

    @Test
    void aStopCallsOffTheAttemptsToConnect() {
        DeclaredConnector connector = connectors.declare("one", Map.of("connect.delay", "20ms"));
        memory(connector).failToConnectWith(neverSent());
        connectors.start();
        connectors.registry.remove("one");
        connectors.registry.stop();
        memory(connector).failToConnectWith(null);

        // It waits as long, so the attempt that was called off would have come before it is connected.
        DeclaredConnector other = connectors.declare("other", Map.of("connect.delay", "20ms"));
        memory(other).failToConnectWith(neverSent());
        connectors.start();
        memory(other).failToConnectWith(null);
        Awaitility.await().until(other::connected);
        assertThat(memory(connector).life).isEmpty();
    }

    @Test
    void aCallThatWaitsForItsRepetitionEndsWithTheRegistry() {
        DeclaredConnector connector = connectors.declare("one", Map.of("retry.delay", "60s", "retry.maxDelay", "60s"));
        connectors.start();
        memory(connector).failWith(neverSent());
        CompletableFuture<ExecutionResult> call =
                connector.start("put", Map.of()).toCompletableFuture();
        assertThat(call).isNotDone();
        memory(connector).failWith(neverSent());
        connectors.registry.stop();
        connectors.registry.shutdown();

        assertThat(call).isCompletedExceptionally();
    }

    @Test
    void healthIsWatchedInTheBackgroundAndShownToCamel() {
        connectors
                .camelContext
                .getCamelContextExtension()
                .addContextPlugin(HealthCheckRegistry.class, new DefaultHealthCheckRegistry(connectors.camelContext));
        DeclaredConnector connector = connectors.declare(
                "one", Map.of("health.enabled", true, "health.interval", "10ms", "health.maxInterval", "20ms"));
        connectors.start();
        Awaitility.await().until(() -> connector.health().up());

        memory(connector).healthIs(new HealthCheckResult(Status.DOWN, "Gone.", "X-1", Instant.now(), Duration.ZERO));
        Awaitility.await().until(() -> connector.health().status() == Status.DOWN);
        assertThat(connector.health().message()).isEqualTo("Gone.");
        assertThat(camelState()).isEqualTo(HealthCheck.State.DOWN);

        memory(connector).healthIs(null);
        Awaitility.await().until(() -> connector.health().up());
        assertThat(camelState()).isEqualTo(HealthCheck.State.UP);

        memory(connector).healthIs(HealthCheckResult.untestable("There is nothing to ask."));
        Awaitility.await().until(() -> connector.health().status() == Status.UNKNOWN);
    }

    private HealthCheck.State camelState() {
        return HealthCheckRegistry.get(connectors.camelContext)
                .getCheck("connector:one")
                .orElseThrow()
                .call()
                .getState();
    }

    @Test
    void connectorsAreFoundByCategoryAndTags() {
        connectors.declare("one", Map.of());
        assertThat(connectors.registry.search(Category.CUSTOM, List.of("test")))
                .extracting(DeclaredConnector::name)
                .containsExactly("one");
        assertThat(connectors.registry.search(Category.DATABASE, List.of())).isEmpty();
        assertThat(connectors.registry.search(null, List.of("test", "unheard-of")))
                .isEmpty();
    }

    @Test
    void allCanBeClosedAndForgotten() {
        DeclaredConnector connector = connectors.declare("one", Map.of());
        connectors.start();
        connectors.registry.closeAll();
        assertThat(memory(connector).life).containsExactly("connect", "disconnect");
        assertThat(connectors.registry.list()).isEmpty();
    }

    private static MemoryConnector memory(DeclaredConnector connector) {
        return MemoryConnectors.memory(connector);
    }
}
