/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench;

import dev.serai.workflow.engine.EngineStatistics;
import dev.serai.workflow.engine.WorkflowEngine;
import dev.serai.workflow.journal.ExecutionTables;
import dev.serai.workflow.value.MessageState;
import dev.serai.workflow.value.ValueCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.DefaultExchange;

/**
 * Whole executions: 2,000 of three steps, 32 at once, beside a bare loop that writes the same rows to a store of the
 * same kind in the same run; and 50 that each wait for a second.
 */
final class DurableExecutions {

    private static final int EXECUTIONS = 2_000;
    private static final int AT_ONCE = 32;
    private static final int STEPS = 3;
    private static final int ROUNDS = 7;
    private static final int WARM_UP = 3;
    private static final String BODY = "x".repeat(200);

    /** Runs both and prints what they took. */
    void run() throws Exception {
        List<Double> engine = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        long engineCommits = 0;
        long bareCommits = 0;
        try (Workflows runtime = new Workflows();
                Bare loop = new Bare()) {
            for (int round = 1; round <= ROUNDS; round++) {
                long commits = runtime.store.commits();
                double engineSeconds = seconds(() -> runtime.run("workflow:steps", EXECUTIONS));
                commits = runtime.store.commits() - commits;
                long commitsOfLoop = loop.store.commits();
                double bareSeconds = seconds(() -> loop.loop.run(EXECUTIONS, AT_ONCE));
                commitsOfLoop = loop.store.commits() - commitsOfLoop;
                if (round > WARM_UP) {
                    engine.add(EXECUTIONS / engineSeconds);
                    bare.add(EXECUTIONS / bareSeconds);
                    engineCommits += commits;
                    bareCommits += commitsOfLoop;
                }
            }
            System.out.println();
            System.out.printf(Locale.ROOT, "%,d executions of %d steps, %d at once%n", EXECUTIONS, STEPS, AT_ONCE);
            print("bare commit loop", bare, bareCommits);
            print("workflow", engine, engineCommits);
            System.out.printf(Locale.ROOT, "workflow beside the loop %.2f%n", median(engine) / median(bare));
            double waiting = seconds(() -> runtime.run("workflow:waits", 50));
            System.out.printf(Locale.ROOT, "50 executions that wait for 1 s each: %.2f s%n", waiting);
        }
    }

    private static void print(String what, List<Double> perSecond, long commits) {
        System.out.printf(
                Locale.ROOT,
                "%-24s median %,.0f per second, from %,.0f to %,.0f; %.2f commits per execution%n",
                what,
                median(perSecond),
                perSecond.stream().min(Double::compare).orElseThrow(),
                perSecond.stream().max(Double::compare).orElseThrow(),
                (double) commits / perSecond.size() / EXECUTIONS);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static double seconds(Timed work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    /** Something that is timed. */
    private interface Timed {
        void run() throws Exception;
    }

    /** The loop on a store of its own. */
    private static final class Bare implements AutoCloseable {
        private final TemporaryStore store = new TemporaryStore();
        private final BareCommitLoop loop;

        Bare() throws Exception {
            ExecutionTables tables = new ExecutionTables(store.open());
            tables.migrate();
            CamelContext context = new DefaultCamelContext();
            byte[] content =
                    MessageState.encode(new ValueCodec(), exchange(context).getMessage());
            loop = new BareCommitLoop(tables, content, STEPS);
        }

        @Override
        public void close() throws IOException {
            store.close();
        }
    }

    /** The workflows on a store of their own. */
    private static final class Workflows implements AutoCloseable {
        private final TemporaryStore store = new TemporaryStore();
        private final CamelContext context = new DefaultCamelContext();

        Workflows() throws Exception {
            context.getRegistry().bind("store", store.open());
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    RouteDefinition route = from("workflow:steps?maxConcurrent=" + AT_ONCE);
                    for (int i = 0; i < STEPS; i++) {
                        // A new text of the same length, so that there is a result to record.
                        route.process(exchange -> exchange.getMessage()
                                .setBody(BODY.substring(8) + String.format("%08x", System.nanoTime() & 0xffffffffL)));
                    }
                    from("workflow:waits").to("workflow:sleep?duration=1s");
                }
            });
            context.start();
        }

        void run(String uri, int executions) throws Exception {
            AsyncProducer producer = context.getEndpoint(uri).createAsyncProducer();
            producer.start();
            String workflow = uri.substring(uri.indexOf(':') + 1);
            long before = completed(workflow);
            for (int i = 0; i < executions; i++) {
                producer.process(exchange(context), sync -> {});
            }
            while (completed(workflow) < before + executions) {
                LockSupport.parkNanos(50_000);
            }
            producer.stop();
        }

        private long completed(String workflow) {
            EngineStatistics.Figures figures =
                    WorkflowEngine.of(context).statistics().figures().get(workflow);
            if (figures == null) {
                return 0;
            }
            if (figures.deadLettered() + figures.retried() > 0) {
                throw new IllegalStateException("An execution failed, so nothing was measured.");
            }
            return figures.completed();
        }

        @Override
        public void close() throws IOException {
            context.stop();
            store.close();
        }
    }

    private static Exchange exchange(CamelContext context) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(BODY);
        return exchange;
    }
}
