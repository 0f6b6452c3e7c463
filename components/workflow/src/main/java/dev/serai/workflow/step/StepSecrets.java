/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import dev.serai.connector.Field;
import dev.serai.connector.Operation;
import dev.serai.connector.OperationInput;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which values of a message a connector's specification says to be secret. They are kept with the step's record. */
public final class StepSecrets {

    /** Stands for the whole body. */
    public static final String BODY = "*";

    private StepSecrets() {}

    /** The names of the secret fields of an operation, and of the headers that carry them. */
    static Set<String> of(Operation operation) {
        return Stream.concat(operation.fields().stream(), operation.metadata().stream())
                .filter(Field::secret)
                .flatMap(field -> Stream.of(
                        field.name().equals(operation.payload()) ? BODY : field.name(),
                        OperationInput.header(field.name())))
                .collect(Collectors.toUnmodifiableSet());
    }
}
