/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.testkit.RabbitMqServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A broker that is killed while messages flow loses none, and the connector finds it again. */
class RabbitMqRestartTest extends RabbitMqTest {

    private static final int COUNT = 2000;

    RabbitMqRestartTest() {
        super(RabbitMqServer.start());
    }

    @AfterEach
    void stopServer() {
        server().close();
    }

    @Test
    @Tag("thorough")
    void nothingIsLostWhenTheBrokerIsKilledInMidStream() throws Exception {
        declare("out", Map.of());
        for (int from = 0; from < COUNT; from += 500) {
            List<Integer> numbers = new ArrayList<>();
            for (int i = from; i < from + 500; i++) {
                numbers.add(i);
            }
            execute("publish", Map.of("destination", QUEUE, "body", numbers, "batch", true, "messageId", "b" + from));
        }
        streamThroughAKill("&concurrency=4", 300);
        assertThat(drain("out").stream().map(RabbitMqTest::text).distinct()).hasSize(COUNT);
    }

    @Test
    @Tag("thorough")
    void keysEndInOrderWhenTheBrokerIsKilledInMidStream() throws Exception {
        declare("out", Map.of());
        var unused = channel().confirmSelect();
        for (int i = 0; i < COUNT; i++) {
            put(QUEUE, "k" + i % 5, "m" + i, String.valueOf(i));
        }
        channel().waitForConfirmsOrDie(30_000);
        streamThroughAKill("", 700);
        RabbitMqStreamTest.assertAllEndInOrder(drain("out"), COUNT, 5);
    }

    /** Streams all messages to 'out'; the broker is killed when the route has had some of them, and started again. */
    private void streamThroughAKill(String options, int killedAfter) throws Exception {
        Queue<Integer> came = new ConcurrentLinkedQueue<>();
        route("connector:api/streamProcess?destination=out" + options + "&source=" + QUEUE, exchange -> {
            came.add(exchange.getMessage().getBody(Integer.class));
            if (came.size() == killedAfter) {
                server().kill();
            }
        });
        await().atMost(Duration.ofSeconds(60)).until(() -> came.size() >= killedAfter);

        server().startAgain();
        observe();

        await().atMost(Duration.ofMinutes(3))
                .until(() -> came.stream().distinct().count() == COUNT && waiting(QUEUE) == 0);
        awaitSettled(QUEUE);
        routes().context().stop();
        assertThat(waiting(QUEUE)).isZero();
    }
}
