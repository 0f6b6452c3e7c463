/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.configuration.ConfigurationProblem;
import dev.serai.connector.configuration.SourceLocation;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what the checks find. */
final class Problems {

    private static final Comparator<ConfigurationProblem> BY_PLACE = Comparator.comparing(
                    (ConfigurationProblem problem) -> problem.location().file())
            .thenComparingInt(problem -> problem.location().line())
            .thenComparingInt(problem -> problem.location().column())
            .thenComparing(ConfigurationProblem::message);

    private final Set<ConfigurationProblem> found = new LinkedHashSet<>();
    private final Set<ConfigurationProblem> warnings = new LinkedHashSet<>();

    void add(SourceLocation location, String message) {
        found.add(new ConfigurationProblem(location, message));
    }

    /** The code serves programs; a person who fixes a file needs the sentence alone. */
    void add(SourceLocation location, ConnectorException refusal) {
        add(location, refusal.getMessage().substring(refusal.code().length() + ": ".length()));
    }

    /** Notes what is not wrong, but may go wrong later. */
    void warn(SourceLocation location, String message) {
        warnings.add(new ConfigurationProblem(location, message));
    }

    void addAll(Collection<ConfigurationProblem> problems) {
        found.addAll(problems);
    }

    boolean none() {
        return found.isEmpty();
    }

    /** By file, line and column, each once. */
    List<ConfigurationProblem> sorted() {
        return sorted(found);
    }

    /** Likewise, what may go wrong later. */
    List<ConfigurationProblem> sortedWarnings() {
        return sorted(warnings);
    }

    private static List<ConfigurationProblem> sorted(Set<ConfigurationProblem> problems) {
        return problems.stream().sorted(BY_PLACE).toList();
    }
}
