/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.http.decision;

import dev.serai.runtime.http.decision.RouteThread.Reason;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.model.ProcessorDefinition;

/** Collects what may block, each once. */
final class Findings {

    private final Set<Reason> reasons = new LinkedHashSet<>();

    void add(ProcessorDefinition<?> step, String sentence) {
        reasons.add(new Reason(ModelText.file(step), ModelText.line(step), step.getShortName(), sentence));
    }

    /** Something that concerns all routes, and stands in no file. */
    void add(String sentence) {
        reasons.add(new Reason("", 0, "", sentence));
    }

    List<Reason> list() {
        return List.copyOf(reasons);
    }
}
