/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.connector.camel.ConnectorComponent;
import dev.serai.workflow.history.ExecutionDetail;
import dev.serai.workflow.history.ExecutionHistory;
import dev.serai.workflow.history.StepSummary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFieldsTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "to: \"connector:vault/keep\"",
                "toD: \"connector:${header.name}/keep\"",
                "enrich: { simple: \"connector:${header.name}/keep\" }",
                "recipientList: { simple: \"connector:${header.name}/keep\" }",
                "routingSlip: { simple: \"connector:${header.name}/keep\" }",
                "toD: \"direct:${header.name}\""
            })
    void theHistoryHidesWhatOnlyTheConnectorMaySee(String call) throws Exception {
        Path declarations = folder.resolve("connectors.yaml");
        Files.writeString(declarations, "connectors:\n  - { name: vault, type: vault }\n");
        try (TestRuntime runtime = new TestRuntime(folder, new World())) {
            ConnectorComponent connectors = new ConnectorComponent();
            connectors.setConfiguration(declarations.toString());
            runtime.context().addComponent("connector", connectors);
            runtime.yaml("job.camel.yaml", """
                            - route:
                                id: job
                                from:
                                  uri: workflow:job
                                  steps:
                                    - setHeader: { name: CamelSeraiShelf, simple: "${header.shelf}-${random(1,2)}" }
                                    - setBody: { simple: "${body[thing]}" }
                                    - %s
                                    - setBody: { constant: done }
                            - route:
                                id: vault
                                from: { uri: "direct:vault", steps: [ { to: "connector:vault/keep" } ] }
                            """.formatted(call)).start();
            String id = runtime.start(
                    "job", Map.of("thing", "gold", "password", "x"), Map.of("name", "vault", "shelf", "upper"), null);
            assertThat(runtime.completed(id)).isEqualTo("done");

            ExecutionDetail execution =
                    new ExecutionHistory(TestStores.in(folder)).find(id).orElseThrow();
            List<StepSummary> steps = execution.steps();
            assertThat(steps).hasSizeGreaterThan(1);
            assertThat(steps.subList(1, steps.size()).toString())
                    .doesNotContain("gold")
                    .contains("input=***");
            assertThat(steps.get(0).headers()).containsEntry("CamelSeraiShelf", "***");
        }
    }
}
