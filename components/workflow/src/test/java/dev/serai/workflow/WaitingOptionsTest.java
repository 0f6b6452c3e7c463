/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitingOptionsTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    sleep                                        | workflow:sleep needs either 'duration' or 'until'
                    sleep?duration=1h&until=2026-12-24T18:00:00Z | workflow:sleep needs either 'duration' or 'until'
                    sleep?duration=soon                          | the option 'duration' has the value 'soon'
                    sleep?signal=x                               | workflow:sleep does not know the option 'signal'. It knows duration, until.
                    await?timeout=1h                             | workflow:await needs the option 'signal'
                    await?signal=x&timeout=soon                  | the option 'timeout' has the value 'soon'
                    await?signal=x&onTimeout=ignore              | has the value 'ignore'. Expected 'fail' or 'continue'.
                    signal?signal=x                              | workflow:signal needs the option 'signal', and either 'execution' or both
                    signal?signal=x&workflow=w                   | workflow:signal needs the option 'signal', and either 'execution' or both
                    signal?signal=x&execution=e&workflow=w&key=k | workflow:signal needs the option 'signal', and either 'execution' or both
                    signal?execution=e                           | workflow:signal needs the option 'signal', and either 'execution' or both
                    approval?approvers=ada                       | workflow:approval needs the option 'title'
                    approval?title=t&onReject=maybe              | has the value 'maybe'. Expected 'fail' or 'continue'.
                    """)
    void whatIsWrongStopsTheStart(String step, String message) {
        try (TestRuntime runtime = new TestRuntime(folder, new World())) {
            assertThatThrownBy(() -> start(runtime, step)).hasStackTraceContaining(message);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    sleep?duration=${header.time}
                    await?signal=x&timeout=1h&onTimeout=continue&lazyStartProducer=true
                    signal?signal=x&workflow=w&key=${body}
                    approval?title=t&approvers=a,b&timeout=1h&onTimeout=CONTINUE&onReject=continue
                    """)
    void whatIsRightDoesNot(String step) {
        try (TestRuntime runtime = new TestRuntime(folder, new World())) {
            assertThatCode(() -> start(runtime, step)).doesNotThrowAnyException();
        }
    }

    @Test
    void noWorkflowHasTheNameOfAStep() {
        try (TestRuntime runtime = new TestRuntime(folder, new World())) {
            assertThatThrownBy(() -> runtime.yaml("w.camel.yaml", """
                            - route: { from: { uri: "workflow:approval?title=x", steps: [ { log: x } ] } }
                            """).start())
                    .hasStackTraceContaining("No route can begin with workflow:approval");
        }
    }

    private static void start(TestRuntime runtime, String step) throws Exception {
        runtime.yaml("job.camel.yaml", WaitingRuntime.yaml("- to: \"workflow:" + step + "\"", ""))
                .start();
    }
}
