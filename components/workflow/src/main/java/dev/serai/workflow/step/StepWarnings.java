/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import java.util.Set;
import org.apache.camel.model.ProcessorDefinition;

/** What may go wrong later with steps that can be durable. Each method gives the reason with the alternative, or null. */
final class StepWarnings {

    private StepWarnings() {}

    static String decidesByProperty(ProcessorDefinition<?> step) {
        Set<String> properties = Determinism.properties(step);
        return properties.isEmpty()
                ? null
                : "'" + step.getShortName() + "' decides by the value of {{" + String.join("}}, {{", properties)
                        + "}}, which is no part of the workflow's version. When it is changed, executions that came by"
                        + " before go another way on replay, and stop for a decision. Put the value into a setVariable"
                        + " before it, which is recorded, and decide by the variable";
    }
}
