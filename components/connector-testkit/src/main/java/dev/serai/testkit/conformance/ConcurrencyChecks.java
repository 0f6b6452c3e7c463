/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.serai.connector.Connector;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.registry.DeclaredConnector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Many callers at once, and nothing left of them afterwards. */
interface ConcurrencyChecks extends Checks {

    /** How many call at once. */
    int CALLERS = 32;

    @Test
    default void manyCallersAtOnceAllGetTheirAnswers() {
        Connector connector = run().connected(Map.of());

        List<Object> answers = everybodyCalls(connector);

        assertThat(answers)
                .hasSize(CALLERS * run().suite().readsOfEachCaller())
                .containsOnly(run().suite().read().output());
        assertThat(run().system().effects())
                .as("effects of one change by each")
                .isEqualTo(run().suite().has(Behaviour.UNSAFE_CHANGES) ? CALLERS : 1);
    }

    @Test
    @Needs(Behaviour.HOLDING)
    default void anAsynchronousTypeNeverHoldsTheThreadOfItsCaller() {
        DeclaredConnector connector = run().declared(Map.of());
        assumeTrue(connector.metadata().asynchronous(), "Its metadata does not say that it is asynchronous.");
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try {
            run().system().hold();
            AtomicReference<CompletableFuture<ExecutionResult>> begun = new AtomicReference<>();
            caller.execute(() -> begun.set(run().begin(connector, run().suite().read())));

            run().await("the call waits at the system")
                    .until(() -> run().system().held() == 1);
            run().await("the caller's thread is free").until(() -> begun.get() != null);
            assertThat(begun.get()).as("the call itself").isNotDone();

            run().system().release();
            assertThat(ConformanceRun.join(begun.get()).output())
                    .isEqualTo(run().suite().read().output());
        } finally {
            caller.shutdownNow();
        }
    }

    @Test
    default void disconnectingLeavesNoThreads() {
        Connector connector = run().bare(Map.of());
        // What is made once for all connectors is there after the first time.
        callAndDisconnect(connector);
        Map<String, Long> before = ThreadCount.byName(run().suite().sharedThreads());
        callAndDisconnect(connector);

        run().await("the threads end").untilAsserted(() -> {
            // A client may let its threads go only when it is collected.
            System.gc();
            assertThat(ThreadCount.more(before, run().suite().sharedThreads())).isEmpty();
        });
    }

    @Test
    @Needs(Behaviour.COUNTING_CONNECTIONS)
    default void disconnectingLeavesNoConnections() {
        Connector connector = run().bare(Map.of());
        callAndDisconnect(connector);

        run().await("the connections end").untilAsserted(() -> {
            System.gc();
            assertThat(run().system().openConnections()).isZero();
        });
    }

    private void callAndDisconnect(Connector connector) {
        connector.connect();
        everybodyCalls(connector);
        connector.disconnect();
    }

    private List<Object> everybodyCalls(Connector connector) {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            List<CompletableFuture<List<Object>>> all = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                all.add(CompletableFuture.supplyAsync(() -> oneCalls(connector), callers));
            }
            List<Object> answers = new ArrayList<>();
            all.forEach(one -> answers.addAll(ConformanceRun.join(one)));
            return answers;
        } finally {
            callers.shutdownNow();
        }
    }

    private List<Object> oneCalls(Connector connector) {
        run().call(connector, run().suite().change());
        List<Object> answers = new ArrayList<>();
        for (int i = 0; i < run().suite().readsOfEachCaller(); i++) {
            answers.add(run().call(connector, run().suite().read()).output());
        }
        return answers;
    }
}
