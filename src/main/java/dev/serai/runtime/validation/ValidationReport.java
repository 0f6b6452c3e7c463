/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import dev.serai.connector.configuration.ConfigurationProblem;
import java.util.List;
import java.util.Set;

/**
 * What a validation found.
 *
 * @param problems by file and line; empty when nothing is wrong
 * @param warnings what is not wrong, but may go wrong later; by file and line
 * @param files how many files were read
 * @param components the schemes of the endpoints in the YAML files; {@code rest} when they define a REST service
 */
public record ValidationReport(
        List<ConfigurationProblem> problems, List<ConfigurationProblem> warnings, int files, Set<String> components) {

    public ValidationReport {
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
        components = Set.copyOf(components);
    }

    public boolean valid() {
        return problems.isEmpty();
    }
}
