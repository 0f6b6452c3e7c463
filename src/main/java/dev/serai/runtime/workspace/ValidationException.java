/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.workspace;

import dev.serai.connector.configuration.ConfigurationProblem;
import java.util.List;
import java.util.stream.Collectors;

/** A workspace is not started because of what is wrong in it. The message has one line for each problem. */
public final class ValidationException extends WorkspaceException {

    private final transient List<ConfigurationProblem> problems;

    ValidationException(List<ConfigurationProblem> problems) {
        super(problems.stream().map(ConfigurationProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<ConfigurationProblem> problems() {
        return problems;
    }
}
