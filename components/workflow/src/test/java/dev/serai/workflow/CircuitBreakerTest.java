/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
class CircuitBreakerTest {

    @TempDir
    Path folder;

    private final World world = new World();
    private final CircuitBreaker breaker = CircuitBreaker.ofDefaults("test");

    @Test
    @Guarantee(
            eip = "circuitBreaker",
            is = "whether its steps are let in is recorded, and that their end was counted; they may wait in the store")
    void theReplayTakesTheSameWay() throws Exception {
        Object end = new EveryBorder(folder).crash("""
                - route:
                    id: job
                    from:
                      uri: workflow:job
                      steps:
                        - circuitBreaker:
                            steps:
                              - to: "effect:well"
                              - to: "direct:sub"
                        - circuitBreaker:
                            steps:
                              - to: "effect:begun?async=true"
                              - to: "effect:fails?failTimes=99"
                            onFallback:
                              steps:
                                - to: "effect:instead"
                        - circuitBreaker:
                            resilience4jConfiguration: { minimumNumberOfCalls: 1, slidingWindowSize: 1 }
                            steps:
                              - to: "effect:fails?failTimes=99"
                            onFallback:
                              steps:
                                - to: "effect:instead?async=true"
                        - to: "effect:end"
                - route:
                    id: sub
                    from: { uri: "direct:sub", steps: [ { to: "effect:sub1" }, { to: "effect:sub2" } ] }
                """);
        assertThat(end).isEqualTo("in/well/sub1/sub2/instead/instead/end");
    }

    @Test
    void aSuccessIsCountedOnceThoughTheStepsWaitInTheStore() throws Exception {
        try (TestRuntime runtime = runtime("")) {
            assertThat(runtime.completed(runtime.start("job", "in", null))).isEqualTo("in/first/second/end");
            assertThat(world.names()).containsExactly("first", "second", "end");
            assertThat(breaker.getMetrics().getNumberOfSuccessfulCalls()).isEqualTo(1);
            assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isZero();
        }
    }

    @Test
    void aFailureIsCountedOnce() throws Exception {
        try (TestRuntime runtime = runtime("- to: \"effect:fails?failTimes=99\"")) {
            assertThat(runtime.completed(runtime.start("job", "in", null))).isEqualTo("in/fallback/end");
            assertThat(world.names()).containsExactly("first", "second", "fallback", "end");
            assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isEqualTo(1);
            assertThat(breaker.getMetrics().getNumberOfSuccessfulCalls()).isZero();
        }
    }

    @Test
    void whoWasNotLetInIsNotLetInOnReplayEither() throws Exception {
        breaker.transitionToForcedOpenState();
        String id;
        try (TestRuntime runtime = runtime("")) {
            world.dieAt(4);
            id = runtime.start("job", "in", null);
            assertThat(world.death().await(20, TimeUnit.SECONDS)).isTrue();
            runtime.kill();
        }
        assertThat(world.names()).containsExactly("fallback", "end");
        breaker.transitionToClosedState();
        world.liveAgain();
        try (TestRuntime runtime = runtime("")) {
            assertThat(runtime.completed(id)).isEqualTo("in/fallback/end");
            assertThat(world.names()).containsExactly("fallback", "end", "end");
        }
    }

    @Test
    void aTimeoutIsRefused() {
        assertThatThrownBy(() -> new TestRuntime(folder, world)
                        .yaml("job.camel.yaml", """
                                - route:
                                    id: job
                                    from:
                                      uri: workflow:job
                                      steps:
                                        - circuitBreaker:
                                            resilience4jConfiguration: { timeoutEnabled: true }
                                            steps:
                                              - to: "effect:a"
                                """)
                        .start())
                .hasStackTraceContaining("'circuitBreaker' with a timeout is not durable");
    }

    private TestRuntime runtime(String last) throws Exception {
        return new TestRuntime(folder, world)
                .bind("breaker", breaker)
                .yaml("job.camel.yaml", """
                        - route:
                            id: job
                            from:
                              uri: workflow:job
                              steps:
                                - circuitBreaker:
                                    resilience4jConfiguration: { circuitBreaker: breaker }
                                    steps:
                                      - to: "effect:first"
                                      - to: "workflow:sleep?duration=500ms"
                                      - to: "effect:second"
                        %s
                                    onFallback:
                                      steps:
                                        - to: "effect:fallback"
                                - to: "workflow:sleep?duration=500ms"
                                - to: "effect:end"
                        """.formatted(
                                last.isEmpty() ? "" : last.indent(14).stripTrailing()))
                .start();
    }
}
