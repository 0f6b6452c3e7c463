/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import dev.serai.connector.Names;
import java.util.Optional;
import java.util.Set;

/** Holds {@code kamelet:NAME} endpoints against the kamelets that exist. */
final class KameletUseCheck implements Check {

    /** Inside a kamelet these stand for whoever uses it. */
    private static final Set<String> ENDS = Set.of("source", "sink");

    private static final Set<String> GENERAL = Set.of(
            "lazyStartProducer",
            "bridgeErrorHandler",
            "exceptionHandler",
            "exchangePattern",
            "block",
            "failIfNoConsumers",
            "timeout",
            "noErrorHandler",
            "location");

    @Override
    public void check(WorkspaceModel model, Problems problems) {
        for (EndpointUse use : model.elements().endpoints()) {
            EndpointUri.parse(use, model.placeholders())
                    .filter(uri -> uri.scheme().equals("kamelet") && !uri.dynamicPath())
                    .ifPresent(uri -> check(model, uri, problems));
        }
    }

    private static void check(WorkspaceModel model, EndpointUri uri, Problems problems) {
        String name = uri.name().replaceFirst("/.*", "");
        if (ENDS.contains(name) || name.contains("{{")) {
            return;
        }
        Optional<Kamelet> known = model.kamelets().find(name);
        if (known.isEmpty()) {
            problems.add(
                    uri.use().location(),
                    "There is no kamelet '" + name + "'. "
                            + Names.closest(name, model.kamelets().names())
                                    .map(close -> "Did you mean '" + close + "'?")
                                    .orElse("Expected the file kamelets/" + name + ".kamelet.yaml in the workspace."));
            return;
        }
        Kamelet kamelet = known.get();
        uri.options().forEach((option, value) -> {
            if (!kamelet.parameters().contains(option) && !GENERAL.contains(option)) {
                problems.add(
                        value.keyLocation(),
                        "The kamelet '" + name + "' has no parameter '" + option + "'. "
                                + Names.suggestion(option, kamelet.parameters()));
            }
        });
        kamelet.required().stream()
                .sorted()
                .filter(parameter -> !uri.options().containsKey(parameter))
                .forEach(parameter -> problems.add(
                        uri.use().location(),
                        "The kamelet '" + name + "' needs a value for its parameter '" + parameter + "'."));
    }
}
