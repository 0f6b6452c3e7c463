/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.FetchRequest;
import dev.serai.connector.memory.MemoryConnector;
import dev.serai.connector.observation.OperationCall;
import dev.serai.connector.observation.OperationObserver;
import dev.serai.connector.observation.OperationOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperationObserversTest {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ConnectorRegistry connectors = ConnectorRegistry.of(context);
    private final List<OperationCall> calls = new ArrayList<>();
    private final List<OperationOutcome> outcomes = new ArrayList<>();
    private final OperationObserver observer = call -> {
        calls.add(call);
        return outcomes::add;
    };

    @BeforeEach
    void start() {
        connectors.declare("store", "memory", Map.of("host", "h", "accessPassword", "hunter2", "retry.delay", "1ms"));
        connectors.start();
    }

    @AfterEach
    void stop() {
        connectors.shutdown();
        context.stop();
    }

    @Test
    void nobodyListensWithoutObserverAndDebugLog() {
        OperationObservers observers = new OperationObservers();

        assertThat(observers.listening()).isFalse();
        observers.add(observer);
        assertThat(observers.listening()).isTrue();
        observers.remove(observer);
        assertThat(observers.listening()).isFalse();
    }

    @Test
    void anObserverIsToldOfEveryOperationUntilItIsRemoved() {
        connectors.addObserver(observer);
        store().failWith(MemoryConnector.passing());
        put();
        connectors.removeObserver(observer);
        put();

        assertThat(calls).containsExactly(new OperationCall("store", "memory", "put"));
        assertThat(outcomes).hasSize(1);
        assertThat(outcomes.get(0).success()).isTrue();
        assertThat(outcomes.get(0).attempts()).isEqualTo(2);
        assertThat(outcomes.get(0).duration()).isPositive();
    }

    @Test
    void aFailureIsToldWithItsPlaceAndWithoutSecrets() {
        connectors.addObserver(observer);
        store().failWith(ConnectorException.of(MemoryConnector.lasting().errorCode(), "hunter2 is wrong.")
                .build());
        put();

        assertThat(outcomes.get(0).failure())
                .hasMessage("SERAI-CONNECTOR-011: Connector 'store', operation 'put': *** is wrong.");
    }

    @Test
    void aFetchFromJavaIsAnOperationToo() {
        connectors.addObserver(observer);
        assertThatThrownBy(() -> connectors.get("store").fetch(FetchRequest.of("orders")))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("has no records to fetch");

        assertThat(calls).containsExactly(new OperationCall("store", "memory", "fetch"));
        assertThat(outcomes.get(0).success()).isFalse();
    }

    @Test
    void anObserverThatFailsDoesNoHarm() {
        connectors.addObserver(call -> {
            throw new IllegalStateException("begin");
        });
        connectors.addObserver(call -> outcome -> {
            throw new IllegalStateException("end");
        });
        connectors.addObserver(observer);

        assertThat(put()).isTrue();
        assertThat(outcomes).hasSize(1);
    }

    private boolean put() {
        return connectors.get("store").attempt("put", Map.of()).success();
    }

    private MemoryConnector store() {
        return (MemoryConnector) connectors.get("store").connector();
    }
}
