/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.workflow.GuaranteeTable;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.model.ProcessorDefinition;
import org.junit.jupiter.api.Test;

/** An EIP has a rule only when a test shows that the rule holds. */
class EveryEipIsProvenTest {

    @Test
    void eachEipWithARuleIsDeclaredByATestOrRefused() throws Exception {
        Set<String> declared = GuaranteeTable.declared().keySet().stream()
                .map(eip -> eip.split(" ", 2)[0])
                .collect(Collectors.toSet());
        Set<String> unproven = new TreeSet<>();
        for (Class<?> type : StepRules.known()) {
            ProcessorDefinition<?> step =
                    (ProcessorDefinition<?>) type.getDeclaredConstructor().newInstance();
            if (StepRules.of(step).kind().apply(step) != StepKind.REFUSED && !declared.contains(step.getShortName())) {
                unproven.add(step.getShortName());
            }
        }
        assertThat(unproven)
                .as("Annotate the test that proves each of these with @Guarantee")
                .isEmpty();
    }
}
