/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.version;

import dev.serai.workflow.journal.VersionSources;
import java.lang.ref.WeakReference;
import org.apache.camel.CamelContext;
import org.apache.camel.model.RouteDefinition;

/** The versions that the workflows of a context have there. Thread-safe. */
public final class DefinedVersions {

    private final CamelContext context;

    /** All workflows of a context are asked for one after the other while it starts; nobody keeps this for longer. */
    private WeakReference<Definitions> latest = new WeakReference<>(null);

    public DefinedVersions(CamelContext context) {
        this.context = context;
    }

    /** What a workflow's route and all that it reaches in the context were defined by. */
    public synchronized DefinedVersion of(RouteDefinition workflow) {
        Reach reach = Reach.of(definitions(), workflow);
        return new DefinedVersion(reach.sources(), reach.steps(), reach.classes());
    }

    /** The same of one that was loaded from sources that are known. */
    public synchronized DefinedVersion of(RouteDefinition workflow, VersionSources sources) {
        Reach reach = Reach.of(definitions(), workflow);
        return new DefinedVersion(sources, reach.steps(), reach.classes());
    }

    private Definitions definitions() {
        Definitions definitions = latest.get();
        if (definitions == null || !definitions.areStillThoseOf(context)) {
            definitions = Definitions.of(context);
            latest = new WeakReference<>(definitions);
        }
        return definitions;
    }
}
