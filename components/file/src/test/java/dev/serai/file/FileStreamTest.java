/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.connector.camel.ConnectorHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.ScheduledPollConsumer;
import org.junit.jupiter.api.Test;

/** Records of files become messages. */
class FileStreamTest extends FolderStreamTest {

    @Test
    void aRecordIsAMessageThatSaysWhereItStood() throws Exception {
        files.put("orders.csv", "number,note,spare\nA-1,\"two\nlines\",1\nA-2,x,2\n");
        List<Object> bodies = Collections.synchronizedList(new ArrayList<>());
        start("&pattern=*.csv", exchange -> {
            assertThat(exchange.getMessage().getBody()).isInstanceOf(LinkedHashMap.class);
            ((Map<?, ?>) exchange.getMessage().getBody()).remove("spare");
            bodies.add(List.of(
                    exchange.getMessage().getBody(),
                    exchange.getMessage().getHeader(ConnectorHeaders.RESOURCE),
                    exchange.getMessage().getHeader(ConnectorHeaders.RECORD_ID),
                    exchange.getMessage().getHeader("CamelSeraiLine"),
                    exchange.getFromRouteId(),
                    exchange.getFromEndpoint().getEndpointUri()));
        });
        await().until(() -> bodies.size() == 2);

        String uri = "connector://box/stream?pattern=*.csv&pollInterval=50ms";
        assertThat(bodies.get(0))
                .isEqualTo(
                        List.of(Map.of("number", "A-1", "note", "two\nlines"), "orders.csv", "1", 2L, "reader", uri));
        assertThat(bodies.get(1))
                .isEqualTo(List.of(Map.of("number", "A-2", "note", "x"), "orders.csv", "2", 4L, "reader", uri));
    }

    @Test
    void noMoreRecordsAreInFlightThanAllowedHoweverLongTheFile() throws Exception {
        int concurrency = 8;
        AtomicInteger inFlight = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        Queue<AsyncCallback> waiting = new ConcurrentLinkedQueue<>();
        files.put("a.csv", rows(100_000));
        start("&concurrency=" + concurrency, new AsyncProcessorSupport() {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
                waiting.add(callback);
                return false;
            }
        });
        await().until(() -> inFlight.get() == concurrency);
        Thread answering = new Thread(() -> {
            while (done.get() < 100_000 && !Thread.currentThread().isInterrupted()) {
                AsyncCallback callback = waiting.poll();
                if (callback == null) {
                    Thread.onSpinWait();
                } else {
                    inFlight.decrementAndGet();
                    done.incrementAndGet();
                    callback.done(false);
                }
            }
        });
        answering.start();
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> done.get() == 100_000);
        } finally {
            answering.interrupt();
            answering.join();
        }

        assertThat(most).hasValue(concurrency);
        assertThat(inFlight).hasValue(0);
    }

    @Test
    void aStopInTheMiddleIsQuickAndTheFileGoesOnThereLater() throws Exception {
        AtomicBoolean hold = new AtomicBoolean(true);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(1);
        files.put("a.csv", rows(100_000));
        start("", exchange -> {
            remember(exchange);
            if (hold.get() && seen.size() == 10 && hold.getAndSet(false)) {
                held.countDown();
                release.await();
            }
        });
        held.await();
        Thread stopping = new Thread(() -> {
            try {
                context.getRouteController().stopRoute("reader");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        stopping.start();
        ScheduledPollConsumer consumer =
                (ScheduledPollConsumer) context.getRoute("reader").getConsumer();
        // Camel suspends a consumer first, and stops it when nothing is in flight any more.
        await().until(consumer::isSuspendingOrSuspended);
        release.countDown();
        await().atMost(Duration.ofSeconds(1)).until(() -> !consumer.isPolling());
        stopping.join();
        assertThat(seen).hasSize(10);

        seen.clear();
        context.getRouteController().startRoute("reader");
        await().atMost(Duration.ofSeconds(60)).until(() -> seen.size() == 99_990);
        awaitTwoPolls();
        assertThat(seen).hasSize(99_990).startsWith("a.csv:11", "a.csv:12").endsWith("a.csv:100000");
    }

    @Test
    void wrongOptionsAreRefusedAtTheStart() {
        for (Map.Entry<String, String> wrong : Map.of(
                        "concurrency=0", "Expected a value from 1 to 10000",
                        "pattern=[a", "is not a glob",
                        "charset=UTF-9", "There is no charset",
                        "format=yaml", "Expected one of: auto, csv, ndjson, json-lines, json, xml, lines, parquet",
                        "afterSuccess=archive", "Expected one of: leave, delete, move",
                        "afterFailure=drop", "Expected one of: retry, move",
                        "patern=*", "Did you mean 'pattern'?")
                .entrySet()) {
            assertThatThrownBy(() -> {
                        try (FileWorkspace other = new FileWorkspace(folder)) {
                            other.start(new RouteBuilder() {
                                @Override
                                public void configure() {
                                    from("connector:box/stream?" + wrong.getKey())
                                            .to("log:x");
                                }
                            });
                        }
                    })
                    .as(wrong.getKey())
                    .hasStackTraceContaining(wrong.getValue());
        }
    }
}
