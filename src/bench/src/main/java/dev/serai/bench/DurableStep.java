/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench;

import dev.serai.bench.durable.TemporaryStore;
import dev.serai.workflow.engine.EngineStatistics;
import dev.serai.workflow.engine.WorkflowEngine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.DefaultExchange;
import org.apache.commons.io.FileUtils;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a step costs because it is durable. A route of ten steps, each of which adds one to the body, runs as a workflow
 * and as a bare Camel route. The start and the end of an execution are counted into its steps.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class DurableStep {

    private static final int STEPS = 10;
    private static final int EXECUTIONS = 64;

    /** The baseline: Camel alone. */
    @Benchmark
    @OperationsPerInvocation(STEPS * EXECUTIONS)
    public void bareCamel(BareRoute route) throws InterruptedException {
        route.runExecutions();
    }

    /** A route that is no workflow, in a Camel that could run workflows. */
    @Benchmark
    @OperationsPerInvocation(STEPS * EXECUTIONS)
    public void camelBesideWorkflows(RouteBesideWorkflows route) throws InterruptedException {
        route.runExecutions();
    }

    /** The workflow. */
    @Benchmark
    @OperationsPerInvocation(STEPS * EXECUTIONS)
    public void durable(DurableRoute route, Written written) {
        long before = route.commits();
        route.runExecutions();
        written.commits += route.commits() - before;
        written.operations += STEPS * EXECUTIONS;
    }

    /** What the disk takes for the least that can be made durable; a step of a lone execution needs it once. */
    @Benchmark
    public void diskForcesFourKilobytes(ForcedFile file) throws IOException {
        file.append();
    }

    /** What the store wrote meanwhile. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Written {
        public long commits;
        public long operations;
    }

    /** How many executions are under way at once. */
    @State(Scope.Benchmark)
    public static class Load {
        @Param({"1", "32"})
        public int inFlight;
    }

    /** The steps behind {@code direct:}, run by as many threads as executions are in flight. */
    @State(Scope.Benchmark)
    public static class BareRoute {
        private CamelContext context;
        private ExecutorService threads;
        private AsyncProducer producer;

        @Setup
        public void start(Load load) throws Exception {
            context = camel();
            context.addRoutes(stepsFrom("direct:steps"));
            context.start();
            producer = started(context, "direct:steps");
            threads = Executors.newFixedThreadPool(load.inFlight);
        }

        CamelContext camel() throws Exception {
            return new BareCamelContext();
        }

        void runExecutions() throws InterruptedException {
            CountDownLatch left = new CountDownLatch(EXECUTIONS);
            for (int i = 0; i < EXECUTIONS; i++) {
                threads.execute(() -> producer.process(exchange(context), sync -> left.countDown()));
            }
            left.await();
        }

        @TearDown
        public void stop() throws IOException {
            threads.shutdownNow();
            context.stop();
        }
    }

    /** The same in a Camel that has a workflow too. */
    @State(Scope.Benchmark)
    public static class RouteBesideWorkflows extends BareRoute {
        private final TemporaryStore store = new TemporaryStore();

        @Override
        CamelContext camel() throws Exception {
            CamelContext context = new DefaultCamelContext();
            store.bindTo(context);
            context.addRoutes(stepsFrom("workflow:steps"));
            return context;
        }

        // Without @TearDown: JMH knows it from the method that this one overrides, and would call it twice.
        @Override
        public void stop() throws IOException {
            super.stop();
            store.close();
        }
    }

    /** The steps behind {@code workflow:}, with a store of their own. */
    @State(Scope.Benchmark)
    public static class DurableRoute {
        private final TemporaryStore store = new TemporaryStore();
        private CamelContext context;
        private AsyncProducer producer;
        private long ended;

        @Setup
        public void start(Load load) throws Exception {
            context = new DefaultCamelContext();
            store.bindTo(context);
            context.addRoutes(stepsFrom("workflow:steps?maxConcurrent=" + load.inFlight));
            context.start();
            producer = started(context, "workflow:steps");
        }

        /** Hands all executions over at once; the workflow's own limit keeps the number in flight. */
        void runExecutions() {
            for (int i = 0; i < EXECUTIONS; i++) {
                producer.process(exchange(context), sync -> {});
            }
            ended += EXECUTIONS;
            while (completed() < ended) {
                LockSupport.parkNanos(20_000);
            }
        }

        private long completed() {
            EngineStatistics.Figures figures =
                    WorkflowEngine.of(context).statistics().figures().get("steps");
            if (figures == null) {
                return 0;
            }
            if (figures.deadLettered() + figures.retried() > 0) {
                throw new IllegalStateException("An execution failed, so nothing was measured.");
            }
            return figures.completed();
        }

        long commits() {
            return store.commits();
        }

        @TearDown
        public void stop() throws IOException {
            context.stop();
            store.close();
        }
    }

    /** A file whose every addition is forced to the disk. */
    @State(Scope.Benchmark)
    public static class ForcedFile {
        private static final int LARGEST = 4 * 1024 * 1024;

        private final ByteBuffer content = ByteBuffer.allocateDirect(4096);
        private Path folder;
        private FileChannel channel;
        private long position;

        @Setup
        public void open() throws IOException {
            folder = Files.createTempDirectory("serai-bench-");
            channel = FileChannel.open(folder.resolve("forced"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        }

        /** Begins again from the front now and then, as a write-ahead log does. */
        void append() throws IOException {
            channel.write(content.rewind(), position);
            channel.force(false);
            position = (position + content.capacity()) % LARGEST;
        }

        @TearDown
        public void close() throws IOException {
            channel.close();
            FileUtils.deleteDirectory(folder.toFile());
        }
    }

    private static RouteBuilder stepsFrom(String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                RouteDefinition route = from(uri);
                for (int i = 0; i < STEPS; i++) {
                    route.process(exchange ->
                            exchange.getMessage().setBody(exchange.getMessage().getBody(Integer.class) + 1));
                }
            }
        };
    }

    private static AsyncProducer started(CamelContext context, String uri) throws Exception {
        AsyncProducer producer = context.getEndpoint(uri).createAsyncProducer();
        producer.start();
        return producer;
    }

    private static Exchange exchange(CamelContext context) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(0);
        return exchange;
    }
}
