/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class RabbitMqServerTest {

    @Test
    void itKeepsWhatItHasWhenItIsKilled() {
        try (RabbitMqServer server = RabbitMqServer.start()) {
            String host = server.newVirtualHost();
            server.put("queues/" + host + "/orders", "{\"durable\":true}");

            server.kill();
            assertThatThrownBy(() -> server.get("overview")).isInstanceOf(UncheckedIOException.class);
            server.startAgain();

            assertThat(server.get("queues/" + host + "/orders").path("durable").asBoolean())
                    .isTrue();
            assertThat(server.get("queues/" + host + "/invoices").isMissingNode())
                    .isTrue();
        }
    }
}
