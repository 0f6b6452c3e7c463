/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
class OnCompletionTest {

    private static final String COMPLETIONS = """
            - onCompletion:
                onCompleteOnly: true
                steps:
                  - to: "effect:completed"
                  - to: "effect:completedToo?async=true"
            - onCompletion:
                onFailureOnly: true
                steps:
                  - to: "effect:failed"
            """;

    @TempDir
    Path folder;

    private final World world = new World();

    @Test
    @Guarantee(
            eip = "onCompletion",
            is =
                    "its steps are the execution's last and recorded; never run by an attempt that is tried again, or a wait")
    void itsStepsAreTheLastOfTheExecution() throws Exception {
        Object end = new EveryBorder(folder).crash(COMPLETIONS + """
                - route:
                    id: job
                    from:
                      uri: workflow:job
                      steps:
                        - to: "effect:first"
                        - to: "workflow:sleep?duration=10ms"
                        - to: "effect:last"
                """);
        assertThat(end).isEqualTo("in/first/last");
    }

    @Test
    void theyRunOnceAfterAWait() throws Exception {
        try (TestRuntime runtime = runtime("- to: \"workflow:sleep?duration=10ms\"", COMPLETIONS)) {
            runtime.completed(runtime.start("job", "in", null));
            assertThat(world.names()).containsExactly("first", "completed", "completedToo");
        }
    }

    @Test
    void anAttemptThatIsTriedAgainCompletesNothing() throws Exception {
        try (TestRuntime runtime = runtime("- process: { ref: failing }", COMPLETIONS)) {
            assertThat(runtime.outcome(runtime.start("job", "in", null)).failure())
                    .isNotNull();
            assertThat(world.names()).containsExactly("first", "failed");
        }
    }

    @Test
    void beforeTheConsumerItChangesTheResult() throws Exception {
        try (TestRuntime runtime = runtime("- log: x", """
                - onCompletion:
                    mode: BeforeConsumer
                    steps:
                      - to: "effect:completed"
                      - to: "workflow:sleep?duration=10ms"
                      - to: "effect:afterwards"
                """)) {
            assertThat(runtime.completed(runtime.start("job", "in", null))).isEqualTo("in/first/completed/afterwards");
            assertThat(world.names()).containsExactly("first", "completed", "afterwards");
        }
    }

    @Test
    void inACalledRouteItIsRefused() {
        assertThatThrownBy(() -> runtime("- to: \"direct:sub\"", """
                        - routeConfiguration:
                            id: completions
                            onCompletion:
                              - onCompletion:
                                  steps:
                                    - to: "effect:completed"
                        - route:
                            id: sub
                            routeConfigurationId: completions
                            from: { uri: "direct:sub", steps: [ { to: "effect:sub" } ] }
                        """).close())
                .hasStackTraceContaining("'onCompletion' of a route that a workflow calls is not durable");
    }

    private TestRuntime runtime(String step, String before) throws Exception {
        return new TestRuntime(folder, world)
                .bind("failing", (org.apache.camel.Processor) exchange -> {
                    throw new java.io.IOException("no");
                })
                .yaml("job.camel.yaml", before + """
                        - route:
                            id: job
                            from:
                              uri: workflow:job
                              parameters: { attempts: 2, backoff: 10ms }
                              steps:
                                - to: "effect:first"
                                %s
                        """.formatted(step))
                .start();
    }
}
