/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RabbitMqServerTest {

    @Test
    @Tag("thorough")
    void itKeepsWhatItHasWhenItIsKilled() {
        try (RabbitMqServer server = RabbitMqServer.start()) {
            String host = server.newVirtualHost();
            server.put("queues/" + host + "/orders", "{\"durable\":true}");

            server.kill();
            assertThatThrownBy(() -> server.get("overview")).isInstanceOf(UncheckedIOException.class);
            server.startAgain();

            // What it shows of itself follows a moment after it answers.
            await().until(() ->
                    server.get("queues/" + host + "/orders").path("durable").asBoolean());
            assertThat(server.get("queues/" + host + "/invoices").isMissingNode())
                    .isTrue();
        }
    }
}
