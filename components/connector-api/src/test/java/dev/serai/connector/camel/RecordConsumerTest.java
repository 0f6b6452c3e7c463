/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.connector.lines.LineConnector;
import dev.serai.connector.registry.ConnectorRegistry;
import dev.serai.connector.state.Checkpoint;
import dev.serai.connector.state.CheckpointStore;
import dev.serai.connector.state.MemoryCheckpointStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.ScheduledPollConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records become messages, and a reader goes on where the last one stopped. */
class RecordConsumerTest {

    private static final String SOURCE = "box/stream/a.txt";

    @TempDir
    private Path folder;

    private final CheckpointStore store = new MemoryCheckpointStore();
    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private final List<CamelContext> contexts = new ArrayList<>();

    @AfterEach
    void stop() {
        contexts.forEach(CamelContext::stop);
    }

    @Test
    void aRecordIsAMessageThatSaysWhereItStood() throws Exception {
        write("x");
        Queue<List<Object>> messages = new ConcurrentLinkedQueue<>();
        CamelContext context = start(store, "&prefix=line-", exchange -> {
            assertThat(exchange.getMessage().getBody()).isInstanceOf(LinkedHashMap.class);
            messages.add(List.of(
                    exchange.getMessage().getBody(),
                    exchange.getMessage().getHeader(ConnectorHeaders.RESOURCE),
                    exchange.getMessage().getHeader(ConnectorHeaders.RECORD_ID),
                    exchange.getMessage().getHeader("CamelSeraiLine"),
                    exchange.getMessage().getMessageTimestamp(),
                    exchange.getFromRouteId()));
        });
        await().until(() -> !messages.isEmpty());

        assertThat(messages).containsExactly(List.of(Map.of("text", "line-x"), "a.txt", "1", 1L, 1L, "reader"));
        assertThat(context.getRoute("reader").getConsumer()).isInstanceOf(ScheduledPollConsumer.class);
    }

    @Test
    void eachRecordComesOnceInItsOrderAndWhatIsAddedFollows() throws Exception {
        write("1", "2");
        CamelContext context = start(store, "", this::remember);
        await().until(() -> seen.size() == 2);
        awaitTwoPolls(context);
        Files.writeString(folder.resolve("a.txt"), "3\n", StandardOpenOption.APPEND);
        await().until(() -> seen.size() == 3);
        awaitTwoPolls(context);

        assertThat(seen).containsExactly("1", "2", "3");
        assertThat(position()).contains("3");
    }

    @Test
    void aHundredThousandRecordsPassOneByOneAndPositionsAreSavedInBetween() throws Exception {
        int records = 100_000;
        Files.write(folder.resolve("a.txt"), () -> IntStream.rangeClosed(1, records)
                .<CharSequence>mapToObj(Integer::toString)
                .iterator());
        AtomicLong done = new AtomicLong();
        AtomicLong farthest = new AtomicLong();
        AtomicLong unsaved = new AtomicLong();
        CamelContext context = newContext(store);
        LineConnector connector = connector(context);
        start(context, "", exchange -> {
            farthest.accumulateAndGet(connector.given.get() - done.get(), Math::max);
            unsaved.accumulateAndGet(
                    done.get() - position().map(Long::parseLong).orElse(0L), Math::max);
            done.incrementAndGet();
        });
        await().atMost(Duration.ofSeconds(60)).until(() -> done.get() == records);

        assertThat(farthest).as("records read but not done").hasValue(1);
        assertThat(unsaved).as("records done but not saved").hasValue(999);
        await().until(() -> position().equals(Optional.of("100000")));
    }

    @Test
    void aKilledReaderGoesOnAfterTheLastSavedPosition() throws Exception {
        write("1", "2", "3", "4", "5");
        DyingStore dying = new DyingStore(store);
        start(dying, "&checkpointEvery=2", exchange -> {
            remember(exchange);
            if (seen.size() == 5) {
                dying.dead = true;
            }
        });
        await().until(() -> seen.size() >= 5);
        dying.dead = true;
        contexts.remove(0).stop();
        assertThat(position()).contains("4");

        seen.clear();
        CamelContext again = start(store, "", this::remember);
        await().until(() -> !seen.isEmpty());
        awaitTwoPolls(again);
        assertThat(seen).containsExactly("5");
    }

    @Test
    void aStopInTheMiddleSavesWhatWasDoneAndClosesTheSource() throws Exception {
        write(IntStream.rangeClosed(1, 10_000).mapToObj(Integer::toString).toArray(String[]::new));
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CamelContext context = newContext(store);
        LineConnector connector = connector(context);
        start(context, "", exchange -> {
            remember(exchange);
            if (seen.size() == 10) {
                held.countDown();
                release.await();
            }
        });
        held.await();
        ScheduledPollConsumer consumer =
                (ScheduledPollConsumer) context.getRoute("reader").getConsumer();
        Thread stopping = new Thread(context::stop);
        stopping.start();
        await().until(consumer::isSuspendingOrSuspended);
        release.countDown();
        stopping.join(TimeUnit.SECONDS.toMillis(10));

        assertThat(stopping.isAlive()).isFalse();
        assertThat(position()).contains("10");
        assertThat(connector.open).hasValue(0);
        assertThat(seen).hasSize(10);
    }

    @Test
    void aRecordThatAStopCutsOffIsNotTakenForSkipped() throws Exception {
        write("1", "2");
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        CamelContext context = start(store, "&onError=skip", exchange -> {
            remember(exchange);
            if (seen.size() == 2) {
                held.countDown();
                never.await();
            }
        });
        held.await();
        context.getShutdownStrategy().setTimeout(1);
        context.stop();
        await().until(() -> position().isPresent());

        assertThat(position()).contains("1");
    }

    @Test
    void aSuspendedReaderGoesOnWhenItIsResumed() throws Exception {
        write("1");
        CamelContext context = start(store, "", this::remember);
        await().until(() -> seen.size() == 1);
        context.getRouteController().suspendRoute("reader");
        Files.writeString(folder.resolve("a.txt"), "2\n", StandardOpenOption.APPEND);
        context.getRouteController().resumeRoute("reader");
        await().until(() -> seen.size() == 2);

        assertThat(seen).containsExactly("1", "2");
    }

    @Test
    void aResetWhileItReadsTakesTheReaderBackToTheBeginning() throws Exception {
        write("1", "2", "3", "4");
        CamelContext context = start(store, "&checkpointEvery=1", exchange -> {
            remember(exchange);
            if (seen.size() == 3) {
                store.reset(SOURCE);
            }
        });
        await().until(() -> seen.size() >= 7);
        awaitTwoPolls(context);

        assertThat(seen).containsExactly("1", "2", "3", "1", "2", "3", "4");
        assertThat(position()).contains("4");
    }

    @Test
    void aResetOfASourceThatWasReadToItsEndReadsItAgain() throws Exception {
        write("1", "2");
        CamelContext context = start(store, "", this::remember);
        await().until(() -> position().equals(Optional.of("2")));
        assertThat(store.reset(SOURCE)).isTrue();
        await().until(() -> seen.size() == 4);
        awaitTwoPolls(context);

        assertThat(seen).containsExactly("1", "2", "1", "2");
    }

    @Test
    void aFailureStopsTheReaderAtTheRecordAndKeepsWhatWasDoneBefore() throws Exception {
        write("1", "2", "3");
        CountDownLatch mended = new CountDownLatch(1);
        start(store, "", exchange -> {
            remember(exchange);
            if (text(exchange).equals("2") && mended.getCount() > 0) {
                throw new IllegalStateException("not now");
            }
        });
        await().until(() -> seen.stream().filter("2"::equals).count() >= 2);
        assertThat(position()).contains("1");
        assertThat(seen).doesNotContain("3").startsWith("1", "2").containsOnlyOnce("1");
        mended.countDown();
        await().until(() -> position().equals(Optional.of("3")));
    }

    @Test
    void aFailureIsLeftBehindWhenAsked() throws Exception {
        write("1", "2", "3");
        CamelContext context = start(store, "&onError=skip", exchange -> {
            remember(exchange);
            if (text(exchange).equals("2")) {
                throw new IllegalStateException("never");
            }
        });
        await().until(() -> position().equals(Optional.of("3")));
        awaitTwoPolls(context);

        assertThat(seen).containsExactly("1", "2", "3");
    }

    @Test
    void aSourceThatFailsInTheMiddleLosesNothingThatWasDone() throws Exception {
        write("1", "2", "broken");
        start(store, "", this::remember);
        await().until(() -> position().equals(Optional.of("2")));
        write("1", "2", "3");
        await().until(() -> position().equals(Optional.of("3")));

        assertThat(seen).containsExactly("1", "2", "3");
    }

    @Test
    void readersWithNamesHaveAPositionEach() throws Exception {
        write("1", "2");
        CamelContext context = newContext(store);
        declare(context);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("connector:box/stream?resource=a.txt").process(RecordConsumerTest.this::remember);
                from("connector:box/stream?resource=a.txt&reader=audit").process(RecordConsumerTest.this::remember);
            }
        });
        context.start();
        await().until(() -> store.list().size() == 2);

        assertThat(store.list()).extracting(Checkpoint::source).containsExactly(SOURCE, SOURCE + "#audit");
        assertThat(seen).hasSize(4);
    }

    @Test
    void whatCannotBeReadIsRefusedAtTheStart() throws Exception {
        write("1");
        assertRefused("connector:box/stream", "The input 'resource' is missing");
        assertRefused("connector:box/stream?resource=a.txt&checkpointEvery=0", "from 1 to 100000");
        assertRefused("connector:box/stream?resource=a.txt&onError=retry", "Expected one of: stop, skip");
        assertRefused("connector:box/stream?resource=" + "x".repeat(900), "Expected at most 800");
        assertRefused("connector:box/tail", "The operation has nothing to read.");
        assertRefused(
                "connector:box/stream?resource=a.txt&prefix=x",
                "both read 'a.txt', and would share one position",
                "connector:box/stream?resource=a.txt");
    }

    @Test
    void aRecordWithoutAPositionIsNotProcessed() throws Exception {
        write("1");
        CamelContext context = start(store, "&positions=false", this::remember);
        awaitTwoPolls(context);

        assertThat(seen).isEmpty();
        assertThat(store.list()).isEmpty();
    }

    @Test
    void withoutABeanPositionsLiveInTheContext() throws Exception {
        write("1", "2");
        CamelContext context = new DefaultCamelContext();
        contexts.add(context);
        start(context, "", this::remember);
        await().until(() -> ConsumerState.checkpoints(context).list().size() == 1);
        context.getRouteController().stopRoute("reader");
        context.getRouteController().startRoute("reader");
        awaitTwoPolls(context);

        assertThat(seen).containsExactly("1", "2");
    }

    @Test
    void severalStoresAreRefused() {
        CamelContext context = newContext(store);
        context.getRegistry().bind("another", new MemoryCheckpointStore());

        assertThatThrownBy(() -> ConsumerState.checkpoints(context))
                .hasMessageContaining("has 2 beans of type")
                .hasMessageContaining("another");
    }

    private void assertRefused(String uri, String sentence, String... others) {
        CamelContext context = newContext(new MemoryCheckpointStore());
        declare(context);
        assertThatThrownBy(() -> {
                    context.addRoutes(new RouteBuilder() {
                        @Override
                        public void configure() {
                            for (String other : others) {
                                from(other).to("log:x");
                            }
                            from(uri).to("log:x");
                        }
                    });
                    context.start();
                })
                .as(uri)
                .hasStackTraceContaining(sentence);
    }

    private CamelContext start(CheckpointStore checkpoints, String options, Processor processor) throws Exception {
        return start(newContext(checkpoints), options, processor);
    }

    private CamelContext start(CamelContext context, String options, Processor processor) throws Exception {
        declare(context);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("connector:box/stream?resource=a.txt&pollInterval=20ms" + options)
                        .routeId("reader")
                        .process(processor);
            }
        });
        context.start();
        return context;
    }

    private CamelContext newContext(CheckpointStore checkpoints) {
        CamelContext context = new DefaultCamelContext();
        contexts.add(context);
        context.getRegistry().bind("checkpoints", checkpoints);
        return context;
    }

    private void declare(CamelContext context) {
        ConnectorRegistry registry = ConnectorRegistry.of(context);
        if (registry.list().isEmpty()) {
            registry.declare("box", "lines", Map.of("directory", folder.toString()));
        }
    }

    private LineConnector connector(CamelContext context) {
        declare(context);
        return (LineConnector) ConnectorRegistry.of(context).get("box").connector();
    }

    private void remember(Exchange exchange) {
        seen.add(text(exchange));
    }

    private static String text(Exchange exchange) {
        return (String) exchange.getMessage().getBody(Map.class).get("text");
    }

    private Optional<String> position() {
        return store.load(SOURCE).map(Checkpoint::position);
    }

    private void write(String... lines) throws Exception {
        Path written = Files.writeString(
                folder.resolve("new"), List.of(lines).stream().collect(Collectors.joining("\n", "", "\n")));
        Files.move(written, folder.resolve("a.txt"), StandardCopyOption.REPLACE_EXISTING);
    }

    private static void awaitTwoPolls(CamelContext context) {
        ScheduledPollConsumer consumer =
                (ScheduledPollConsumer) context.getRoute("reader").getConsumer();
        long before = consumer.getCounter() + consumer.getErrorCounter();
        await().until(() -> consumer.getCounter() + consumer.getErrorCounter() >= before + 2);
    }

    /** From one moment on nothing reaches the store any more, as after a kill. */
    private static final class DyingStore implements CheckpointStore {
        private final CheckpointStore store;
        private volatile boolean dead;

        DyingStore(CheckpointStore store) {
            this.store = store;
        }

        @Override
        public Optional<Checkpoint> load(String source) {
            return store.load(source);
        }

        @Override
        public Optional<Checkpoint> save(String source, Optional<Checkpoint> previous, String position) {
            if (dead) {
                throw new IllegalStateException("dead");
            }
            return store.save(source, previous, position);
        }

        @Override
        public List<Checkpoint> list() {
            return store.list();
        }

        @Override
        public boolean reset(String source) {
            return store.reset(source);
        }
    }
}
