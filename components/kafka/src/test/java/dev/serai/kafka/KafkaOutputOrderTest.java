/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.messaging.IncomingMessage;
import dev.serai.testkit.ConnectorRoutes;
import dev.serai.testkit.KafkaBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of outputs that are on their way, and of their order, when some of them fail. */
class KafkaOutputOrderTest extends KafkaTest {

    private static final int KEYS = 7;
    private static final Duration LONGER = Duration.ofMinutes(2);

    private final KafkaBroker server = KafkaBroker.start();

    @TempDir
    Path folder;

    private final Queue<Integer> came = new ConcurrentLinkedQueue<>();
    private KafkaMessageBroker publisher;
    private ConnectorRoutes routes;
    private String orders;
    private String priced;
    private String dead;

    @Override
    KafkaBroker server() {
        return server;
    }

    @BeforeEach
    void connect() throws Exception {
        orders = topic(2);
        priced = topic(2);
        dead = topic(1);
        routes = start(server.bootstrapServers(), "deliveryTimeout: 2s, requestTimeout: 1s");
    }

    private ConnectorRoutes start(String servers, String options) throws Exception {
        return ConnectorRoutes.start(folder, "kafka", """
                    retry: { maxRetries: 0, delay: 50ms, maxDelay: 200ms }
                    connection: { bootstrapServers: "%s" }
                    options: { sessionTimeout: 6s, %s }
                """.formatted(servers, options), Map.of());
    }

    @AfterEach
    void stopServer() throws Exception {
        routes.close();
        closeAll();
        server.close();
    }

    private void stream(String more, Processor processor) throws Exception {
        stream(routes, more, processor);
    }

    private void stream(ConnectorRoutes member, String more, Processor processor) throws Exception {
        member.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("connector:api/streamProcess?retryDelay=50ms&source=" + orders + "&destination=" + priced + more)
                        .process(processor);
            }
        });
    }

    private void note(Exchange exchange) {
        came.add(exchange.getMessage().getBody(Integer.class));
    }

    private void publishNumbers(int count) throws Exception {
        publishNumbers(0, count);
    }

    private void publishNumbers(int from, int to) throws Exception {
        if (publisher == null) {
            publisher = broker();
        }
        List<CompletableFuture<?>> confirmed = new ArrayList<>();
        for (int number = from; number < to; number++) {
            confirmed.add(publisher.publish(message(orders, "k" + number % KEYS, String.valueOf(number)), CALLER));
        }
        CompletableFuture.allOf(confirmed.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
    }

    private long settled() throws Exception {
        return positions(server, "api").values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** The numbers of each key end in order, and all are there. Some may have come before, too. */
    private List<IncomingMessage> assertAllEndInOrder(int count) throws Exception {
        int kept = Math.toIntExact(count(server, priced));
        List<IncomingMessage> all = take(receive(broker(), priced, "look", kept, Map.of()), kept);
        Map<String, Integer> last = new HashMap<>();
        for (int i = 0; i < kept; i++) {
            last.put(text(all.get(i)), i);
        }
        assertThat(last).hasSize(count);
        for (int number = KEYS; number < count; number++) {
            assertThat(last.get(String.valueOf(number - KEYS)))
                    .as("%s before %s", number - KEYS, number)
                    .isLessThan(last.get(String.valueOf(number)));
        }
        return all;
    }

    @Test
    void oneMessageAfterAnotherNeedsNoRoundTripForEach() throws Exception {
        publishNumbers(3000);
        server.network().delay(Duration.ofMillis(50));
        routes.close();
        routes = start(server.networkBootstrapServers(), "deliveryTimeout: 30s");
        stream("", this::note);

        // 3,000 round trips take 300 seconds.
        await().atMost(LONGER).until(() -> count(server, priced) == 3000);

        assertAllEndInOrder(3000);
    }

    @Test
    void whatFollowedAnOutputThatTheBrokerRefusedIsSentAgainAfterItWithoutTheRoute() throws Exception {
        int count = 2000;
        priced = topic(server, 2, Map.of("max.message.bytes", "100000"));
        publishNumbers(count);
        stream("", exchange -> {
            note(exchange);
            boolean first = exchange.getMessage().getHeader("CamelSeraiAttempt", Integer.class) == 1;
            if (exchange.getMessage().getBody(Integer.class) == 500 && first) {
                exchange.getMessage().setBody("x".repeat(200_000));
            }
        });

        await().atMost(LONGER).until(() -> settled() == count);

        assertThat(came).hasSize(count + 1);
        assertThat(came.stream().filter(number -> number == 500)).hasSize(2);
        assertAllEndInOrder(count);
        assertThat(routes.connector().test().message()).doesNotContain("is tried on");
    }

    @Test
    void anotherMemberOfTheGroupChangesNoOrder() throws Exception {
        Queue<Integer> theirs = new ConcurrentLinkedQueue<>();
        stream("", this::note);
        publishNumbers(0, 2000);
        await().atMost(LONGER).until(() -> came.size() >= 1000);
        int count = 2000;

        try (ConnectorRoutes others = start(server.bootstrapServers(), "deliveryTimeout: 30s")) {
            stream(others, "", exchange -> theirs.add(exchange.getMessage().getBody(Integer.class)));
            // Messages flow until both have a part of them, at the pace of the routes.
            while (theirs.size() < 1000) {
                assertThat(count).isLessThan(200_000);
                publishNumbers(count, count + 2000);
                count += 2000;
                int enough = count - 4000;
                await().atMost(LONGER).until(() -> settled() >= enough);
            }
            int all = count;
            await().atMost(LONGER).until(() -> settled() == all);
        }

        assertAllEndInOrder(count);
    }

    @Test
    @Tag("thorough")
    void aBrokerThatIsKilledLosesNothingAndChangesNoOrder() throws Exception {
        int count = 6000;
        publishNumbers(count);
        stream("", exchange -> {
            note(exchange);
            if (came.size() == 2000) {
                server.kill();
            }
        });
        await().atMost(LONGER).until(() -> came.size() >= 2000);
        await().atMost(LONGER).until(() -> !routes.connector().test().up());

        server.startAgain();

        await().atMost(LONGER)
                .ignoreExceptions()
                .until(() -> came.stream().distinct().count() == count && settled() == count);
        assertAllEndInOrder(count);
    }

    @Test
    void anOutputThatIsTooLargeIsADeadLetterAndNoOtherIsRepeated() throws Exception {
        int count = 1000;
        publishNumbers(count);
        stream("&deadLetter=" + dead, exchange -> {
            note(exchange);
            if (exchange.getMessage().getBody(Integer.class) == 500) {
                exchange.getMessage().setBody("x".repeat(2 << 20));
            }
        });

        await().atMost(LONGER).until(() -> settled() == count);

        assertThat(came).hasSize(count).doesNotHaveDuplicates();
        assertThat(count(server, priced)).isEqualTo(count - 1);
        assertThat(count(server, dead)).isEqualTo(1);
        IncomingMessage letter =
                take(receive(broker(), dead, "look", 1, Map.of()), 1).get(0);
        assertThat(text(letter)).isEqualTo("500");
        assertThat(letter.headers()).containsEntry("serai-dead-attempts", "1");
        assertThat(letter.headers().get("serai-dead-reason").toString()).contains("SERAI-MESSAGING-011");
    }
}
