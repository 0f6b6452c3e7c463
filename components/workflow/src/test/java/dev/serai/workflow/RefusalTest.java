/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    delay: { constant: 5 }                                          | 'delay' is not yet durable
                    wireTap: { uri: "disruptor:x" }                                 | sending to 'disruptor:x' is not durable
                    recipientList: { constant: "direct:x" }                         | 'recipientList' is not yet durable
                    to: "stub:x"                                                    | sending to 'stub:x' is not durable
                    toD: "seda:${body}"                                             | sending to the computed address 'seda:${body}' is not durable
                    wireTap: { uri: "seda:${body}" }                                | sending to the computed address 'seda:${body}' is not durable
                    choice: { when: [ { simple: "${random(2)} == 1", steps: [ { log: x } ] } ] } | may give another result on replay
                    filter: { groovy: "x", steps: [ { log: x } ] }                  | may give another result on replay
                    loop: { method: { beanType: "java.lang.Object", method: "hashCode" }, steps: [ { log: x } ] } | may give another result on replay
                    circuitBreaker: { steps: [ { log: x } ] }                       | 'circuitBreaker' is not yet durable
                    """)
    void whatCannotBeDurableIsRefusedAtTheStart(String step, String message) {
        assertThatThrownBy(() -> start("- " + step, "- log: x"))
                .hasStackTraceContaining(message)
                .hasStackTraceContaining("job.camel.yaml:");
    }

    @Test
    void theMessageNamesTheLine() {
        assertThatThrownBy(() -> start("- delay:\n            constant: 5", "- log: x"))
                .hasStackTraceContaining("job.camel.yaml:6: In the durable route 'job', 'delay' is not yet durable");
    }

    @Test
    void theSameHoldsForARouteThatTheWorkflowCalls() {
        assertThatThrownBy(() -> start("- to: \"direct:sub\"", "- throttle: { constant: 5 }"))
                .hasStackTraceContaining("In the durable route 'sub', 'throttle' is not yet durable");
    }

    @Test
    void aRouteThatNoWorkflowCallsIsFree() throws Exception {
        try (TestRuntime runtime = start("- log: x", "- delay: { constant: 1 }")) {
            assertThat(runtime.context().createProducerTemplate().requestBody("direct:sub", "in", String.class))
                    .isEqualTo("in");
        }
    }

    private TestRuntime start(String step, String subStep) throws Exception {
        TestRuntime runtime = new TestRuntime(folder, new World());
        try {
            return runtime.yaml("job.camel.yaml", """
                            - route:
                                id: job
                                from:
                                  uri: workflow:job
                                  steps:
                                    %s
                            - route:
                                id: sub
                                from:
                                  uri: direct:sub
                                  steps:
                                    %s
                            """.formatted(step, subStep)).start();
        } catch (Exception e) {
            runtime.close();
            throw e;
        }
    }
}
