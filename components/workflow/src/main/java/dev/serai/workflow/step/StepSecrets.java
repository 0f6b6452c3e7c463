/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import dev.serai.connector.Field;
import dev.serai.connector.Operation;
import dev.serai.connector.OperationInput;
import dev.serai.connector.camel.ConnectorEndpoint;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.EndpointAware;
import org.apache.camel.Processor;

/** Which values of a message a connector's specification says to be secret. They are kept with the step's record. */
public final class StepSecrets {

    /** Stands for the whole body. */
    public static final String BODY = "*";

    private StepSecrets() {}

    /** The names of secret fields and of the headers that carry them; empty for a step that calls no connector. */
    static Set<String> of(Processor step) {
        return step instanceof EndpointAware aware && aware.getEndpoint() instanceof ConnectorEndpoint connector
                ? of(connector.specification())
                : Set.of();
    }

    private static Set<String> of(Operation operation) {
        return Stream.concat(operation.fields().stream(), operation.metadata().stream())
                .filter(Field::secret)
                .flatMap(field -> Stream.of(
                        field.name().equals(operation.payload()) ? BODY : field.name(),
                        OperationInput.header(field.name())))
                .collect(Collectors.toUnmodifiableSet());
    }
}
