/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.version;

import dev.serai.workflow.journal.VersionSources;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.model.RouteDefinition;

/**
 * A version of a workflow as a context has it.
 *
 * @param steps the paths of its steps
 * @param classes the application's classes that its steps name, each with a digest of the class as it is now
 */
public record DefinedVersion(VersionSources sources, List<String> steps, Map<String, String> classes) {

    /** What a workflow's route and all that it reaches in its context were defined by. */
    public static DefinedVersion of(CamelContext context, RouteDefinition workflow) {
        Reach reach = Reach.of(Definitions.of(context), workflow);
        return new DefinedVersion(reach.sources(), reach.steps(), reach.classes());
    }

    /** Like {@link #of}, for one that was loaded from sources that are known. */
    public static DefinedVersion of(CamelContext context, RouteDefinition workflow, VersionSources sources) {
        Reach reach = Reach.of(Definitions.of(context), workflow);
        return new DefinedVersion(sources, reach.steps(), reach.classes());
    }
}
