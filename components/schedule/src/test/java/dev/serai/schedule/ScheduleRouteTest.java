/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.connector.state.CheckpointStore;
import dev.serai.connector.state.MemoryCheckpointStore;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Routes that begin with a schedule. */
class ScheduleRouteTest {

    private final CheckpointStore checkpoints = new MemoryCheckpointStore();
    private final ConcurrentLinkedQueue<Map<String, Object>> came = new ConcurrentLinkedQueue<>();
    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void stop() {
        context.stop();
    }

    private void start(String uri, Processor processor) throws Exception {
        context.getRegistry().bind("checkpoints", CheckpointStore.class, checkpoints);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("scheduled").process(exchange -> {
                    came.add(Map.copyOf(exchange.getMessage().getHeaders()));
                    processor.process(exchange);
                });
            }
        });
        context.start();
    }

    private void awaitMessages(int count) {
        await().atMost(Duration.ofMinutes(1)).until(() -> came.size() >= count);
    }

    private static Instant time(Map<String, Object> headers) {
        return OffsetDateTime.parse((String) headers.get("CamelSeraiScheduledTime"))
                .toInstant();
    }

    @Test
    void eachTickStartsTheRouteOnceWithItsKey() throws Exception {
        start("schedule:often?every=100ms&zone=Europe/Zurich&catchUp=all", exchange -> {});

        awaitMessages(5);
        context.stop();

        List<Instant> times = came.stream().map(ScheduleRouteTest::time).toList();
        for (int i = 1; i < times.size(); i++) {
            assertThat(times.get(i)).isEqualTo(times.get(i - 1).plusMillis(100));
        }
        assertThat(came).allSatisfy(headers -> assertThat(headers)
                .containsEntry("CamelSeraiSchedule", "often")
                .containsEntry("CamelSeraiIdempotencyKey", "schedule/often/" + time(headers))
                .containsKey("CamelSeraiCaughtUp"));
    }

    @Test
    void aProcessThatWasAwayGoesOnWhereTheLastOneStopped() throws Exception {
        Instant before = Instant.parse("2026-11-20T12:00:00Z");
        checkpoints.save("schedule/daily", Optional.empty(), before.toString());

        start("schedule:daily?every=1d&catchUp=ALL", exchange -> {});

        awaitMessages(1);
        assertThat(time(came.peek())).isEqualTo(Instant.parse("2026-11-21T00:00:00Z"));
        assertThat(came.peek()).containsEntry("CamelSeraiCaughtUp", true);
    }

    @Test
    void aRouteThatFailsGetsTheTickAgain() throws Exception {
        checkpoints.save(
                "schedule/daily",
                Optional.empty(),
                Instant.now().minus(Duration.ofDays(3)).toString());
        AtomicInteger attempts = new AtomicInteger();

        start("schedule:daily?every=1d", exchange -> {
            if (attempts.incrementAndGet() < 2) {
                throw new IllegalStateException("not yet");
            }
        });

        await().atMost(Duration.ofMinutes(1))
                .until(() -> checkpoints.load("schedule/daily").orElseThrow().revision() > 1);
        assertThat(came).hasSize(2).extracting(ScheduleRouteTest::time).containsOnly(time(came.peek()));
        assertThat(checkpoints.load("schedule/daily").orElseThrow().position())
                .isEqualTo(time(came.peek()).toString());
    }

    @Test
    void aStopWaitsForTheRouteAndKeepsWhatItDid() throws Exception {
        checkpoints.save(
                "schedule/daily",
                Optional.empty(),
                Instant.now().minus(Duration.ofDays(3)).toString());
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        start("schedule:daily?every=1d", exchange -> {
            running.countDown();
            end.await();
        });
        running.await();

        Thread stopping = new Thread(context::stop);
        stopping.start();
        await().until(() -> context.isStopping());
        end.countDown();
        stopping.join();

        assertThat(checkpoints.load("schedule/daily").orElseThrow().position())
                .isEqualTo(time(came.peek()).toString());
        assertThat(came).hasSize(1);
    }

    @Test
    void aRouteThatIsSuspendedMakesUpForWhatCameMeanwhileWhenItGoesOn() throws Exception {
        start("schedule:often?every=100ms", exchange -> {});
        awaitMessages(1);

        context.getRouteController().suspendRoute("scheduled");
        int until = came.size();
        Instant resumed = Instant.now();
        context.getRouteController().resumeRoute("scheduled");

        awaitMessages(until + 2);
        assertThat(came.stream().map(ScheduleRouteTest::time).toList()).doesNotHaveDuplicates();
        assertThat(came.stream().skip(until).map(ScheduleRouteTest::time).toList())
                .allSatisfy(time -> assertThat(time).isAfter(resumed.minus(Duration.ofSeconds(10))));
    }

    @Test
    void twoRoutesCannotShareAName() throws Exception {
        start("schedule:daily?every=1d", exchange -> {});

        assertThatThrownBy(() -> context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("schedule:daily?every=1h").routeId("other").to("log:x");
                    }
                }))
                .hasStackTraceContaining("both begin with schedule:daily");
    }

    @Test
    void whatIsNoScheduleStopsTheStart() {
        assertThatThrownBy(() -> start("schedule:daily?cron=0+25+*+*+*", exchange -> {}))
                .hasStackTraceContaining("The schedule 'daily': 'cron' is '0 25 * * *'");
        assertThatThrownBy(() -> start("schedule:daily", exchange -> {})).hasStackTraceContaining("Neither 'cron' nor");
        assertThatThrownBy(() -> start("schedule:daily?every=1h&zone=Zurich", exchange -> {}))
                .hasStackTraceContaining("'zone' is 'Zurich'");
        assertThatThrownBy(() -> start("schedule:a/b?every=1h", exchange -> {}))
                .hasStackTraceContaining("cannot name a schedule");
    }
}
