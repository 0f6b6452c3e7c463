/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import dev.serai.connector.configuration.ConfigurationNode;
import dev.serai.connector.configuration.SourceLocation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds data formats that are not on the class path. */
final class DataFormatCheck implements Check {

    private static final Set<String> STEPS = Set.of("marshal", "unmarshal");

    /** Formats whose name in routes is not the one under which their jar registers them. */
    private static final Map<String, String> DEFAULT_LIBRARIES = Map.of("json", "jackson", "yaml", "snakeYaml");

    @Override
    public void check(WorkspaceModel model, Problems problems) {
        List<String> known = model.components().camel().findDataFormatNames();
        for (StepUse step : model.elements().steps()) {
            if (STEPS.contains(step.name()) && step.definition().entries() != null) {
                step.definition()
                        .entries()
                        .forEach((format, options) -> check(
                                model,
                                registered(format, options),
                                step.definition().keyLocation(format),
                                known,
                                problems));
            }
        }
    }

    private static void check(
            WorkspaceModel model, String format, SourceLocation location, List<String> known, Problems problems) {
        if (known.contains(format) && !model.components().hasDataFormat(format)) {
            String artifact = model.components().dataFormatArtifact(format).orElseThrow();
            problems.add(
                    location,
                    "The data format '" + format + "' is not bundled. Drop the jar " + artifact
                            + ", and those it depends on, into the workspace's lib/.");
        }
    }

    private static String registered(String format, ConfigurationNode options) {
        if (!format.equals("json")) {
            return DEFAULT_LIBRARIES.getOrDefault(format, format);
        }
        Optional<String> library = Kamelet.child(options, "library").map(ConfigurationNode::text);
        return library.map(name -> name.toLowerCase(Locale.ROOT)).orElse(DEFAULT_LIBRARIES.get(format));
    }
}
