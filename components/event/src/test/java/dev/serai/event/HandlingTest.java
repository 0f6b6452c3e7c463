/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.connector.ConnectorException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events that are handed to the routes of their type, and waited for. */
class HandlingTest {

    private final Queue<Object> came = new ConcurrentLinkedQueue<>();
    private EventRoutes routes;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        routes = EventRoutes.inMemory(folder);
    }

    @AfterEach
    void stop() {
        routes.close();
    }

    @Test
    void anEventThatIsHandledGoesThroughTheRoutesOfItsType() throws Exception {
        Map<String, Object> headers = new HashMap<>();
        routes.subscribe("billing", Map.of("types", "order.*"), exchange -> {
            headers.putAll(exchange.getMessage().getHeaders());
            came.add(exchange.getMessage().getBody());
        });
        routes.subscribe("picky", Map.of("filter", "${body} == 2"), exchange -> came.add("picky"));
        routes.subscribe("customers", Map.of("types", "customer.*"), exchange -> came.add("customers"));

        Map<String, Object> handled =
                routes.call("handle", Map.of("event", Map.of("type", "order.placed", "id", "7", "data", 1)));

        assertThat(handled)
                .containsEntry("id", "7")
                .containsEntry("source", "/bus")
                .containsEntry("handled", List.of("billing", "picky"));
        assertThat(came).containsExactly(1);
        assertThat(headers).containsEntry("CamelSeraiEventId", "7");
        Map<String, Object> json = routes.call(
                "handle",
                Map.of("event", "{\"specversion\":\"1.0\",\"id\":\"8\",\"source\":\"/x\",\"type\":\"customer.new\"}"));
        assertThat(json).containsEntry("source", "/x").containsEntry("handled", List.of("customers", "picky"));
    }

    @Test
    void handlingHoldsNoThreadOfItsCaller() throws Exception {
        Queue<Thread> threads = new ConcurrentLinkedQueue<>();
        routes.subscribe("billing", Map.of(), exchange -> threads.add(Thread.currentThread()));

        routes.call("handle", Map.of("event", Map.of("type", "order.placed")));

        assertThat(threads).hasSize(1).doesNotContain(Thread.currentThread());
    }

    @Test
    void ofSeveralHandlersTheFailureSaysWhichFailed() throws Exception {
        routes.subscribe("good", Map.of(), exchange -> came.add(1));
        routes.subscribe("bad", Map.of(), exchange -> {
            throw new IllegalStateException("no");
        });

        ConnectorException failure = routes.failure("handle", Map.of("event", Map.of("type", "order.placed")));

        assertThat(failure.code()).isEqualTo("SERAI-EVENT-005");
        assertThat(failure.details())
                .containsEntry("handled", List.of("good"))
                .containsEntry("failed", Map.of("bad", "no"));
        assertThat(came).hasSize(1);
        assertThat(routes.deadLetters("bad")).isEmpty();
    }
}
