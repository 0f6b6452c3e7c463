/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AggregationStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps whose branches run side by side end when all of them were joined. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ParallelBranchesTest {

    /** The first sends a branch, the second runs it, and the third sends the next one. */
    private static final int SENDS_THE_SECOND = 3;

    @TempDir
    Path folder;

    private final AtomicInteger joined = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multicast: { %s, steps: [ { setBody: { constant: a } }, { setBody: { constant: b } } ] }",
                "split: { constant: 'a,b', %s, steps: [ { log: '${body}' } ] }",
                "split: { constant: 'a,b', streaming: true, %s, steps: [ { log: '${body}' } ] }",
                "recipientList: { constant: 'direct:a,direct:b', %s }",
                "recipientList: { constant: 'direct:a,direct:b,nosuch:c', ignoreInvalidEndpoints: true, %s }"
            })
    void noneIsJoinedBeforeAnotherFollows(String step) throws Exception {
        try (HeldPool pool = new HeldPool();
                TestRuntime runtime = new TestRuntime(folder, new World())) {
            runtime.bind("pool", pool)
                    .bind("joining", joining())
                    .yaml("job.camel.yaml", route(step))
                    .start();
            runtime.startLater("job", "in");
            await().until(() -> pool.getCompletedTaskCount() == SENDS_THE_SECOND - 1);
            // Camel would ask now whether this branch was the last, while the next one is being sent.
            assertThat(joined).hasValue(0);
            pool.release();
            await().untilAtomic(joined, value -> assertThat(value).isEqualTo(2));
        }
    }

    @Test
    void oneThreadIsEnoughForBranchesThatBlockIt() throws Exception {
        try (OneThread pool = new OneThread();
                TestRuntime runtime = new TestRuntime(folder, new World())) {
            runtime.bind("pool", pool)
                    .bind("joining", joining())
                    .yaml("job.camel.yaml", route("""
                    recipientList: { constant: 'direct:a,direct:b', synchronous: true, %s }"""))
                    .start();
            assertThat(runtime.completed(runtime.start("job", "in", "key"))).isEqualTo("b");
            assertThat(joined).hasValue(2);
        }
    }

    @Test
    void aBranchThatFailsBeforeAnotherFollowsEndsTheStep() throws Exception {
        try (TestRuntime runtime = new TestRuntime(folder, new World())) {
            runtime.bind("joining", joining()).yaml("job.camel.yaml", """
                            - route:
                                id: job
                                from:
                                  uri: workflow:job?attempts=1
                                  steps:
                                    - doTry:
                                        steps:
                                          - multicast:
                                              parallelProcessing: true
                                              stopOnException: true
                                              steps:
                                                - throwException: { exceptionType: java.lang.IllegalStateException, message: broken }
                                                - setBody: { constant: b }
                                        doCatch:
                                          - exception: [ java.lang.Exception ]
                                            steps: [ { setBody: { constant: caught } } ]
                            """).start();
            for (int i = 0; i < 200; i++) {
                assertThat(runtime.completed(runtime.start("job", "in", "key" + i)))
                        .isEqualTo("caught");
            }
        }
    }

    private static String route(String step) {
        return """
                - route:
                    id: job
                    from: { uri: workflow:job, steps: [ { %s } ] }
                - route: { id: a, from: { uri: direct:a, steps: [ { setBody: { constant: a } } ] } }
                - route: { id: b, from: { uri: direct:b, steps: [ { setBody: { constant: b } } ] } }
                """.formatted(step.formatted("""
                        parallelProcessing: true, executorService: '#pool', aggregationStrategy: '#joining'"""));
    }

    private AggregationStrategy joining() {
        return (before, branch) -> {
            joined.incrementAndGet();
            return branch;
        };
    }

    private static class OneThread extends ThreadPoolExecutor implements AutoCloseable {

        OneThread() {
            super(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        }

        @Override
        public void close() {
            shutdownNow();
        }
    }

    /** There is one task that it does not run for now. */
    private static final class HeldPool extends OneThread {

        private int count;
        private Runnable held;

        @Override
        public void execute(Runnable task) {
            synchronized (this) {
                count++;
                if (count == SENDS_THE_SECOND) {
                    held = task;
                    return;
                }
            }
            super.execute(task);
        }

        synchronized void release() {
            super.execute(held);
        }
    }
}
