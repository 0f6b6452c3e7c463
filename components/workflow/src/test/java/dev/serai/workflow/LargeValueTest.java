/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.workflow.history.ExecutionDetail;
import dev.serai.workflow.history.ExecutionHistory;
import dev.serai.workflow.history.StepSummary;
import dev.serai.workflow.journal.ExecutionStatus;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeValueTest {

    private static final int SIZE = 500_000;

    @TempDir
    Path folder;

    private final World world = new World();

    @Test
    void largeValuesLieApartOnceAndComeBack() throws Exception {
        String id;
        try (TestRuntime runtime = runtime("1h")) {
            id = runtime.start("job", noise(1), null);
            await().until(() -> find(id).summary().status() == ExecutionStatus.SUSPENDED);
            assertThat(number(runtime, "SELECT count(*) FROM large_value"))
                    .as("the input, and the map that three steps left")
                    .isEqualTo(2);
            assertThat(number(runtime, "SELECT max(length(input)) FROM execution"))
                    .isLessThan(100);
            assertThat(number(runtime, "SELECT max(length(change)) FROM step_record"))
                    .isLessThan(1_000);
            runtime.store().writer().await(session -> {
                session.update("UPDATE step_wait SET due_at = 1");
                return session.update("UPDATE execution SET due_at = 1");
            });
            runtime.kill();
        }
        try (TestRuntime runtime = runtime("1h")) {
            Object output = runtime.completed(id);
            assertThat(output).isInstanceOf(LinkedHashMap.class).isEqualTo(big());
            assertThat(number(runtime, "SELECT max(length(output)) FROM execution"))
                    .isLessThan(100);
            assertThat(runtime.engine().outcome(id).get().output())
                    .as("read again")
                    .isEqualTo(big());
        }
        ExecutionDetail detail = find(id);
        assertThat(detail.input()).isEqualTo(noise(1));
        assertThat(detail.output()).isEqualTo(big());
        assertThat(detail.steps())
                .extracting(StepSummary::output)
                .anySatisfy(output -> assertThat(output).asString().matches("<50\\d{4} bytes, kept apart>"));
    }

    @Test
    void aBodyOfFiftyMegabytesComesThroughACrash() throws Exception {
        byte[] body = new byte[50_000_000];
        new Random(3).nextBytes(body);
        String id;
        world.dieAt(1);
        try (TestRuntime runtime = lengths()) {
            id = runtime.start("lengths", body, "key");
            assertThat(world.death().await(60, TimeUnit.SECONDS)).isTrue();
            runtime.kill();
        }
        world.liveAgain();
        try (TestRuntime runtime = lengths()) {
            assertThat(runtime.completed(id)).isEqualTo(Arrays.hashCode(body) + "/done");
        }
    }

    private TestRuntime lengths() throws Exception {
        return new TestRuntime(folder, world)
                .bind("hash", (Processor) exchange -> exchange.getMessage()
                        .setBody(Arrays.hashCode(exchange.getMessage().getBody(byte[].class))))
                .yaml("lengths.camel.yaml", """
                        - route:
                            id: lengths
                            from:
                              uri: workflow:lengths
                              steps:
                                - setVariable: { name: same, simple: "${body}" }
                                - process: { ref: hash }
                                - to: "effect:done"
                        """)
                .start();
    }

    private ExecutionDetail find(String id) {
        return new ExecutionHistory(TestStores.in(folder)).find(id).orElseThrow();
    }

    private static long number(TestRuntime runtime, String sql) {
        return runtime.store().read().fetchOne(sql).get(0, Long.class);
    }

    private static Map<String, Object> big() {
        Map<String, Object> big = new LinkedHashMap<>();
        big.put("text", noise(2));
        return big;
    }

    private static String noise(long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        while (text.length() < SIZE) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }

    private TestRuntime runtime(String sleep) throws Exception {
        return new TestRuntime(folder, world)
                .bind("big", (Processor) exchange -> exchange.getMessage().setBody(big()))
                .bind("small", (Processor) exchange -> exchange.getMessage().setBody("small"))
                .yaml("job.camel.yaml", """
                        - route:
                            id: job
                            from:
                              uri: workflow:job
                              steps:
                                - process: { ref: big }
                                - process: { ref: small }
                                - process: { ref: big }
                                - process: { ref: small }
                                - process: { ref: big }
                                - to: "workflow:sleep?duration=%s"
                                - setHeader: { name: done, simple: "${random(9)}" }
                        """.formatted(sleep))
                .start();
    }
}
