/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopTest {

    private static final String JOB = """
            - route:
                id: job
                from:
                  uri: workflow:job
                  steps:
                    - to: "effect:a?async=true"
                    - split:
                        simple: "1,2,3"
                        delimiter: ","
                        parallelProcessing: true
                        steps:
                          - to: "effect:b?async=true"
                          - to: "direct:sub"
                    - to: "effect:c?async=true"
                    - to: "effect:d"
            - route:
                id: sub
                from:
                  uri: direct:sub
                  steps:
                    - to: "effect:s1?async=true"
                    - to: "effect:s2"
            """;

    private static final String STUCK = """
            - route:
                id: job
                from:
                  uri: workflow:job
                  steps:
                    - to: "effect:before"
                    - process: { ref: stuck }
            """;

    @TempDir
    Path folder;

    private final World world = new World();

    @Test
    void aStopUnderLoadLosesNothingRepeatsNothingAndIsQuick() throws Exception {
        int executions = 400;
        try (TestRuntime runtime = start(JOB)) {
            IntStream.range(0, executions).forEach(i -> runtime.startLater("job", "x" + i));
            await().until(() -> world.names().size() > 200);
            long before = System.nanoTime();
            runtime.stop();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
        }
        assertThat(world.names()).hasSizeLessThan(executions * 12);
        try (TestRuntime runtime = start(JOB)) {
            await().atMost(runtime.timeout())
                    .until(() -> runtime.engine().statistics().unfinished() == 0);
        }
        assertThat(world.effects()).hasSize(executions * 12);
        assertThat(world.effects().stream().map(World.Effect::idempotencyKey).distinct())
                .hasSize(executions * 12);
    }

    @Test
    void aStepThatDoesNotEndDoesNotHoldTheStop() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        Processor stuck = exchange -> {
            inside.countDown();
            never.await(60, TimeUnit.SECONDS);
        };
        try (TestRuntime runtime = new TestRuntime(folder, world)
                .bind("stuck", stuck)
                .yaml("job.camel.yaml", STUCK)
                .start()) {
            runtime.start("job", "in", null);
            assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();
            long before = System.nanoTime();
            runtime.stop();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
        }
        try (TestRuntime runtime = new TestRuntime(folder, world)
                .bind("stuck", (Processor) exchange -> {})
                .yaml("job.camel.yaml", STUCK)
                .start()) {
            await().until(() -> runtime.engine().statistics().unfinished() == 0);
        }
        assertThat(world.names()).containsExactly("before");
    }

    @Test
    void aRedeliveryThatIsStillToComeIsNoFailureOfTheAttempt() throws Exception {
        String yaml = """
                - route:
                    id: job
                    errorHandler:
                      defaultErrorHandler:
                        redeliveryPolicy: { maximumRedeliveries: 1, redeliveryDelay: "{{delay}}", asyncDelayedRedelivery: %s }
                    from:
                      uri: workflow:job
                      steps:
                        - to: "effect:before"
                        - split:
                            constant: "1,2"
                            parallelProcessing: true
                            aggregationStrategy: "#forgiving"
                            steps:
                              - choice:
                                  when:
                                    - simple: "${body} == 2"
                                      steps:
                                        - to: "effect:flaky?failTimes=1"
                              - to: "effect:copy"
                        - to: "effect:end"
                """;
        for (boolean asynchronous : new boolean[] {true, false}) {
            World own = new World();
            Path place = Files.createDirectory(folder.resolve("asynchronous-" + asynchronous));
            String id;
            try (TestRuntime runtime = forgiving(place, own, Duration.ofMinutes(1))
                    .yaml("job.camel.yaml", yaml.formatted(asynchronous))
                    .start()) {
                id = runtime.start("job", "in", null);
                await().until(() -> own.names().contains("copy"));
                runtime.stop();
            }
            assertThat(own.names()).containsExactly("before", "copy");
            try (TestRuntime runtime = forgiving(place, own, Duration.ofMillis(1))
                    .yaml("job.camel.yaml", yaml.formatted(asynchronous))
                    .start()) {
                runtime.completed(id);
            }
            assertThat(own.names()).containsExactly("before", "copy", "flaky", "copy", "end");
        }
    }

    /** With a strategy that takes a copy that failed for one that did not. */
    private static TestRuntime forgiving(Path place, World world, Duration delay) {
        TestRuntime runtime = new TestRuntime(place, world).bind("forgiving", (AggregationStrategy) (joined, next) -> {
            next.setException(null);
            return next;
        });
        runtime.context().getPropertiesComponent().addInitialProperty("delay", "" + delay.toMillis());
        return runtime;
    }

    private TestRuntime start(String yaml) throws Exception {
        return new TestRuntime(folder, world).yaml("job.camel.yaml", yaml).start();
    }
}
