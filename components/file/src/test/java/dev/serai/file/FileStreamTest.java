/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.connector.camel.ConnectorHeaders;
import dev.serai.connector.state.MemorySeenKeys;
import dev.serai.connector.state.SeenKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
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
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that appear in a folder become messages. */
class FileStreamTest extends CamelTestSupport {

    @TempDir
    Path folder;

    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private FileWorkspace files;

    @Override
    public void configureTest(TestExecutionConfiguration configuration) {
        super.configureTest(configuration);
        // Each test starts a route of its own, after the files it needs are there.
        configuration.withUseRouteBuilder(false);
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        files = new FileWorkspace(folder);
        Files.createDirectory(files.box());
        return files.camelContext();
    }

    private void start(String options, Processor processor) throws Exception {
        files.start(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("connector:box/stream?pollInterval=50ms" + options)
                        .routeId("reader")
                        .process(processor);
            }
        });
    }

    private void remember(Exchange exchange) {
        seen.add(exchange.getMessage().getHeader(ConnectorHeaders.RESOURCE) + ":"
                + exchange.getMessage().getBody(Map.class).get("a"));
    }

    /** Waits until the folder was looked at twice more, so that whatever would be read was read. */
    private void awaitTwoPolls() {
        ScheduledPollConsumer consumer =
                (ScheduledPollConsumer) context.getRoute("reader").getConsumer();
        long before = consumer.getCounter();
        await().until(() -> consumer.getCounter() >= before + 2);
    }

    private static String rows(int count) {
        StringBuilder text = new StringBuilder("a\n");
        for (int i = 1; i <= count; i++) {
            text.append(i).append('\n');
        }
        return text.toString();
    }

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
    void filesAreReadOnceInTheOrderOfTheirNames() throws Exception {
        files.put("b.csv", rows(2));
        files.put("a.csv", rows(1));
        files.put("c.txt", rows(1));
        files.put(".hidden.csv", rows(1));
        files.put("sub/d.csv", rows(1));
        start("&pattern=*.csv", this::remember);
        await().until(() -> seen.size() >= 3);
        awaitTwoPolls();

        assertThat(seen).containsExactly("a.csv:1", "b.csv:1", "b.csv:2");
        assertThat(files.box().resolve("a.csv")).exists();
    }

    @Test
    void aPatternWithFoldersLooksIntoThem() throws Exception {
        files.put("a.csv", rows(1));
        files.put("sub/deep/d.csv", rows(1));
        start("&pattern=**/*.csv", this::remember);
        await().until(() -> seen.size() == 2);

        assertThat(seen).containsExactly("a.csv:1", "sub/deep/d.csv:1");
    }

    @Test
    void aFileThatLiesElsewhereBehindALinkIsNotRead() throws Exception {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(outside.resolve("x.csv"), rows(1));
        Files.createSymbolicLink(files.box().resolve("link.csv"), outside.resolve("x.csv"));
        Files.createSymbolicLink(files.box().resolve("linked"), outside);
        files.put("z.csv", rows(1));
        start("&pattern=**/*.csv", this::remember);
        await().until(() -> seen.contains("z.csv:1"));
        awaitTwoPolls();

        assertThat(seen).containsExactly("z.csv:1");
    }

    @Test
    void theSameContentUnderAnotherNameAndOtherContentUnderTheSameNameAreRead() throws Exception {
        files.put("a.csv", rows(1));
        start("", this::remember);
        await().until(() -> seen.size() == 1);
        files.put("b.csv", rows(1));
        await().until(() -> seen.size() == 2);
        Files.delete(files.box().resolve("a.csv"));
        files.put("a.csv", rows(2));
        await().until(() -> seen.size() == 4);

        assertThat(seen).containsExactly("a.csv:1", "b.csv:1", "a.csv:1", "a.csv:2");
    }

    @Test
    void aFileThatIsStillBeingWrittenIsNotReadYet() throws Exception {
        start("", this::remember);
        Path file = Files.writeString(files.box().resolve("a.csv"), "a\n1\n");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(60)));
        awaitTwoPolls();
        assertThat(seen).isEmpty();

        files.put("a.csv", "a\n1\n2\n");
        await().until(() -> seen.size() >= 2);
        awaitTwoPolls();

        assertThat(seen).containsExactly("a.csv:1", "a.csv:2");
    }

    @Test
    void aReadFileIsDeletedOrMovedWhenAsked() throws Exception {
        files.put("a.csv", rows(1));
        files.put("b.txt", rows(1));
        files.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("connector:box/stream?pattern=*.csv&afterSuccess=delete").process(FileStreamTest.this::remember);
                from("connector:box/stream?pattern=*.txt&afterSuccess=move").process(FileStreamTest.this::remember);
            }
        });

        await().until(() -> Files.notExists(files.box().resolve("a.csv"))
                && Files.notExists(files.box().resolve("b.txt")));
        try (var moved = Files.list(files.box().resolve(".done"))) {
            assertThat(moved.map(file -> file.getFileName().toString()))
                    .singleElement()
                    .asString()
                    .matches("\\d{8}-\\d{9}-b\\.txt");
        }
        assertThat(seen).containsExactlyInAnyOrder("a.csv:1", "b.txt:1");
    }

    @Test
    void theApplicationsBeanRemembersWhatWasReadToTheEnd() throws Exception {
        SeenKeys remembered = new MemorySeenKeys();
        context.getRegistry().bind("remembered", remembered);
        Path file = files.put("a.csv", rows(2));
        String key = "box/*.csv:a.csv-" + Files.size(file) + "-"
                + Files.getLastModifiedTime(file).toMillis();
        Queue<Boolean> keptWhileReading = new ConcurrentLinkedQueue<>();
        start("&pattern=*.csv", exchange -> {
            keptWhileReading.add(remembered.contains("consumers", key));
            remember(exchange);
        });

        await().until(() -> remembered.contains("consumers", key));
        assertThat(keptWhileReading).containsExactly(false, false);
        context.getRouteController().stopRoute("reader");
        context.getRouteController().startRoute("reader");
        awaitTwoPolls();
        assertThat(seen).containsExactly("a.csv:1", "a.csv:2");
    }

    @Test
    void aFileThatWasForgottenIsReadAgain() throws Exception {
        files.put("a.csv", rows(1));
        start("&rememberFor=1s", this::remember);
        await().until(() -> seen.size() >= 2);

        assertThat(seen).startsWith("a.csv:1", "a.csv:1");
    }

    @Test
    void aFileGoesOnAtTheRecordThatFailedAndTheOthersAreNotHeldUp() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        files.put("a.csv", rows(3));
        files.put("b.csv", rows(1));
        start("", exchange -> {
            remember(exchange);
            if (seen.size() == 2 && broken.getAndSet(false)) {
                throw new IllegalStateException("not now");
            }
        });
        await().until(() -> seen.size() >= 5);
        awaitTwoPolls();

        assertThat(seen).containsExactly("a.csv:1", "a.csv:2", "b.csv:1", "a.csv:2", "a.csv:3");
    }

    @Test
    void aFailedRecordIsSkippedWhenAsked() throws Exception {
        files.put("a.csv", rows(3));
        start("&onError=skip", exchange -> {
            remember(exchange);
            throw new IllegalStateException("never");
        });
        await().until(() -> seen.size() >= 3);
        awaitTwoPolls();

        assertThat(seen).containsExactly("a.csv:1", "a.csv:2", "a.csv:3");
    }

    @Test
    void aFailedFileIsMovedAsideWithItsReasonWhenAsked() throws Exception {
        files.put("in/a.csv", rows(3));
        files.put("in/b.csv", new byte[] {'a', '\n', (byte) 0xFF, '\n'});
        start("&pattern=in/*.csv&afterFailure=move", exchange -> {
            remember(exchange);
            throw new IllegalStateException("it is full");
        });
        Path aside = files.box().resolve("in/.failed");

        await().until(() -> Files.exists(aside) && FileWorkspace.names(aside).size() == 4);
        awaitTwoPolls();
        assertThat(seen).containsExactly("in/a.csv:1");
        assertThat(FileWorkspace.names(aside))
                .satisfiesExactly(
                        name -> assertThat(name).matches("\\d{8}-\\d{9}-a\\.csv"),
                        name -> assertThat(aside.resolve(name))
                                .content()
                                .contains("SERAI-FILE-010", "in line 2: it is full"),
                        name -> assertThat(name).matches("\\d{8}-\\d{9}-b\\.csv"),
                        name -> assertThat(aside.resolve(name)).content().contains("SERAI-FILE-008", "line 2"));
        assertThat(FileWorkspace.names(files.box().resolve("in"))).containsExactly(".failed");
    }

    @Test
    void aFileOfTheSameSizeAndMomentIsAnotherWhenItHoldsSomethingElseAndContentCounts() throws Exception {
        files.put("a.csv", "a\n1\n");
        start("&identity=content", this::remember);
        await().until(() -> seen.size() == 1);
        awaitTwoPolls();
        var moment = Files.getLastModifiedTime(files.box().resolve("a.csv"));

        Files.setLastModifiedTime(files.put("a.csv", "a\n2\n"), moment);
        await().until(() -> seen.size() == 2);
        awaitTwoPolls();

        assertThat(seen).containsExactly("a.csv:1", "a.csv:2");
    }

    @Test
    void twoRoutesReadTheSameFilesOnlyUnderTwoNames() throws Exception {
        files.put("a.csv", rows(1));
        start("", this::remember);
        assertThatThrownBy(() -> context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("connector:box/stream?concurrency=2")
                                .routeId("second")
                                .to("log:x");
                    }
                }))
                .hasStackTraceContaining("both read the same files");
        context.removeRoute("second");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("connector:box/stream?reader=other").process(FileStreamTest.this::remember);
            }
        });

        await().until(() -> seen.size() == 2);
        assertThat(seen).containsExactly("a.csv:1", "a.csv:1");
    }

    @Test
    void aMalformedFileIsReportedWithItsLineAndDoesNotHoldUpOthers() throws Exception {
        Queue<Throwable> reported = new ConcurrentLinkedQueue<>();
        files.put("a.csv", new byte[] {'a', '\n', '1', '\n', (byte) 0xFF, '\n'});
        files.put("b.csv", rows(1));
        start("", this::remember);
        ((ScheduledPollConsumer) context.getRoute("reader").getConsumer())
                .setExceptionHandler(new RecordingExceptionHandler(reported));
        await().until(() -> seen.contains("b.csv:1") && !reported.isEmpty());

        assertThat(reported.peek())
                .hasMessageContaining(
                        "SERAI-FILE-008: Connector 'box', operation 'stream': The file a.csv, line 3: this is"
                                + " not UTF-8 text.");
        assertThat(seen).contains("a.csv:1");
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
                        "format=yaml", "Expected one of: auto, csv, ndjson, json-lines, json, xml, lines",
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
