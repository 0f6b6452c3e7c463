/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import dev.serai.workflow.execution.ReplayDivergedException;
import dev.serai.workflow.journal.ExecutionRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;

/**
 * Says where a replay left its record: what was expected, what was found, and which expression decided differently than
 * before, as far as the route tells.
 */
public final class Divergence {

    private static final String REMEDY =
            " Nothing was run, and the record is whole: replay the execution when the cause" + " is mended.";

    private final CamelContext context;
    private final ExecutionRecord execution;

    public Divergence(CamelContext context, ExecutionRecord execution) {
        this.context = context;
        this.execution = execution;
    }

    /** The replay came to a step that the record does not have next. */
    ReplayDivergedException atStep(String found, String expected) {
        return diverged("came to step " + found + ", but the record has " + expected + " next", found, expected);
    }

    /** The replay came to the end, and the record goes on. */
    public ReplayDivergedException atEnd(String expected) {
        return diverged("came to the end of the route, but the record has " + expected + " next", "", expected);
    }

    /** A step that makes branches made fewer than the record has. */
    ReplayDivergedException atBranches(String fanOut, String expected) {
        return diverged(
                "has left step " + fanOut + ", but the record has " + expected + " in a branch of it that was not made",
                fanOut,
                expected);
    }

    private ReplayDivergedException diverged(String what, String found, String expected) {
        return new ReplayDivergedException("In version " + execution.version() + " of workflow '" + execution.workflow()
                + "', the replay " + what + ". "
                + suspect(found, expected)
                        .map(step -> "The likely cause is the " + describe(step)
                                + ", which decided differently than before: look for a property, bean or object that"
                                + " gives another value each time, and put the value into a setVariable before it,"
                                + " which is recorded.")
                        .orElse("Look for an expression or bean that gives another result each time.")
                + REMEDY);
    }

    private static String describe(ProcessorDefinition<?> step) {
        String file = DurableRoutes.file(step);
        String place = file.isEmpty() || step.getLineNumber() < 1 ? "" : " at " + file + ":" + step.getLineNumber();
        return "'" + step.getShortName() + "'" + place + " (" + Determinism.describe(step) + ")";
    }

    /** The innermost step with an expression around one of the two places and not the other; else the last before. */
    private Optional<ProcessorDefinition<?>> suspect(String found, String expected) {
        List<String> foundPaths = StepPaths.pathsIn(found);
        List<String> expectedPaths = StepPaths.pathsIn(expected);
        List<Decider> deciders = deciders();
        return deciders.stream()
                .filter(decider -> decider.isAround(foundPaths) != decider.isAround(expectedPaths))
                .max(Comparator.comparingInt(decider -> decider.path.length()))
                .or(() -> deciders.stream()
                        .filter(decider -> decider.isSibling(expectedPaths))
                        .reduce((one, later) -> later))
                .map(Decider::step);
    }

    private List<Decider> deciders() {
        List<Decider> deciders = new ArrayList<>();
        for (RouteDefinition route : ContextModel.of(context).routes()) {
            if (VersionedIds.isVersioned(route.getRouteId())
                    && !route.getRouteId().equals(VersionedIds.versioned(StepPaths.name(route), execution.version()))) {
                continue;
            }
            StepPaths paths = new StepPaths(route);
            StepTree.below(route).stream()
                    .filter(step -> !Determinism.describe(step).isEmpty())
                    .forEach(step -> deciders.add(new Decider(paths.of(step).path(), step)));
        }
        return deciders;
    }

    /** A step with an expression. */
    private record Decider(String path, ProcessorDefinition<?> step) {

        boolean isAround(List<String> paths) {
            return paths.stream().anyMatch(at -> at.equals(path) || at.startsWith(path + "/"));
        }

        boolean isSibling(List<String> paths) {
            String holder = path.substring(0, path.lastIndexOf('/') + 1);
            return paths.stream().anyMatch(at -> at.startsWith(holder));
        }
    }
}
