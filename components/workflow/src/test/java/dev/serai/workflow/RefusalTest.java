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
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    recipientList: { constant: "direct:x", parallelProcessing: true, timeout: 5 } | with a timeout is not durable
                    sample: { samplePeriod: 5 }                                     | decides by the clock
                    claimCheck: { operation: Push }                                 | keeps messages in memory
                    resequence: { simple: "${body}", steps: [ { log: x } ] }        | holds messages of many executions
                    transacted: { ref: x }                                          | cannot span steps
                    saga: { steps: [ { log: x } ] }                                 | keeps a state of its own
                    loadBalance: { roundRobinLoadBalancer: {}, steps: [ { log: x } ] } | chooses by what it has in memory
                    wireTap: { uri: "disruptor:x" }                                 | sending to 'disruptor:x' is not durable
                    to: "stub:x"                                                    | sending to 'stub:x' is not durable
                    toD: "seda:${body}"                                             | sending to the computed address 'seda:${body}' is not durable
                    wireTap: { uri: "seda:${body}" }                                | sending to the computed address 'seda:${body}' is not durable
                    choice: { when: [ { simple: "${random(2)} == 1", steps: [ { log: x } ] } ] } | may give another result on replay
                    filter: { groovy: "x", steps: [ { log: x } ] }                  | may give another result on replay
                    loop: { method: { beanType: "java.lang.Object", method: "hashCode" }, steps: [ { log: x } ] } | may give another result on replay
                    """)
    void whatCannotBeDurableIsRefusedAtTheStart(String step, String message) {
        assertThatThrownBy(() -> start("- " + step, "- log: x"))
                .hasStackTraceContaining(message)
                .hasStackTraceContaining("job.camel.yaml:");
    }

    @Test
    void theMessageNamesTheLine() {
        assertThatThrownBy(() -> start("- resequence:\n            constant: 5", "- log: x"))
                .hasStackTraceContaining(
                        "job.camel.yaml:6: In the durable route 'job', 'resequence' is not durable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- to: \"direct:sub\"",
                "- recipientList: { constant: \"log:x, direct:sub\" }",
                "- routingSlip: { constant: \"direct:sub;log:x\", uriDelimiter: \";\" }"
            })
    void theSameHoldsForARouteThatTheWorkflowCalls(String call) {
        assertThatThrownBy(() -> start(call, "- sample: { samplePeriod: 5 }"))
                .hasStackTraceContaining("In the durable route 'sub', 'sample' is not durable");
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
