/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.connector.ConnectorException;
import dev.serai.testkit.RabbitMqServer;
import dev.serai.testkit.TcpProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The connection to the broker breaks while events are published and handled: nothing is lost. */
class BrokenConnectionTest {

    private static final int EVENTS = 300;

    @TempDir
    private Path folder;

    @Test
    @Tag("thorough")
    void whoPublishesAgainWhatFailedLosesNothing() throws Exception {
        RabbitMqServer server = RabbitMqServer.shared();
        Queue<Integer> came = new ConcurrentLinkedQueue<>();
        try (TcpProxy proxy = TcpProxy.start("127.0.0.1", server.port());
                EventRoutes routes = new EventRoutes(
                                folder,
                                "over: mq\ntopic: shop-" + UUID.randomUUID(),
                                Map.of("password", server.password()),
                                """
                                - name: mq
                                  type: rabbitmq
                                  retry: { maxRetries: 0, delay: 20ms, maxDelay: 100ms }
                                  connection: { host: 127.0.0.1, port: %d, username: guest, password: "{{password}}" }
                                """.formatted(proxy.port()))
                        .start()) {
            routes.subscribe(
                    "billing",
                    Map.of("concurrency", 4),
                    exchange -> came.add(exchange.getMessage().getBody(Integer.class)));
            // Asking makes its queue.
            assertThat(routes.counts("billing")).containsEntry("deadLettersKept", 0L);

            int failures = 0;
            for (int i = 0; i < EVENTS; i++) {
                if (i == EVENTS / 2) {
                    await().until(() -> !came.isEmpty());
                    proxy.cut();
                }
                while (!isPublished(routes, i)) {
                    failures++;
                    assertThat(routes.bus().test().up()).isFalse();
                    proxy.restore();
                }
            }

            assertThat(failures).isPositive();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> came.stream().distinct().count() == EVENTS);
            await().until(() -> routes.counts("billing").get("waiting").equals(0L));
        }
    }

    /** What the broker did not confirm it may have all the same. */
    private static boolean isPublished(EventRoutes routes, int number) {
        try {
            routes.publish("n", number, Map.of("id", "n" + number, "key", "k" + number % 3));
            return true;
        } catch (ConnectorException e) {
            assertThat(e.recoverable()).isTrue();
            return false;
        }
    }
}
