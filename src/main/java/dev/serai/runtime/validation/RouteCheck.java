/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import dev.serai.connector.Names;
import dev.serai.connector.configuration.ConfigurationNode;
import dev.serai.connector.configuration.SourceLocation;
import dev.serai.runtime.validation.EndpointUri.OptionValue;
import dev.serai.runtime.validation.EndpointUse.Side;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds what only shows when all files are seen together: ids and names that are taken twice, targets that are not there. */
final class RouteCheck implements Check {

    /** Endpoints that only one route may receive from. */
    private static final Set<String> EXCLUSIVE = Set.of("direct", "workflow");

    @Override
    public void check(WorkspaceModel model, Problems problems) {
        ids(model, problems);
        consumers(model, problems);
        if (model.workspace().javaRoutes().isEmpty()) {
            targets(model, problems);
        }
    }

    private static void ids(WorkspaceModel model, Problems problems) {
        Map<String, SourceLocation> first = new HashMap<>();
        for (RouteUse route : model.elements().routes()) {
            Optional<ConfigurationNode> id =
                    Kamelet.child(route.definition(), "id").filter(node -> node.text() != null);
            id.ifPresent(node -> {
                SourceLocation other = first.putIfAbsent(node.text(), node.location());
                if (other != null) {
                    problems.add(
                            node.location(),
                            "The route id '" + node.text() + "' is already used at " + other
                                    + ". Give each route its own.");
                }
            });
        }
    }

    private static void consumers(WorkspaceModel model, Problems problems) {
        Map<String, SourceLocation> first = new HashMap<>();
        for (EndpointUse use : model.elements().endpoints()) {
            if (use.side() != Side.CONSUMER || !use.placeholders().isEmpty()) {
                continue;
            }
            exclusive(model, use).ifPresent(name -> {
                SourceLocation other = first.putIfAbsent(name, use.location());
                if (other != null) {
                    problems.add(
                            use.location(),
                            "Two routes receive from '" + name + "': this one and the one at " + other
                                    + ". Give one of them another name.");
                }
            });
        }
    }

    private static void targets(WorkspaceModel model, Problems problems) {
        Set<String> received = model.elements().endpoints().stream()
                .filter(use -> use.side() == Side.CONSUMER)
                .flatMap(use -> exclusive(model, use).stream())
                .collect(Collectors.toSet());
        for (EndpointUse use : model.elements().endpoints()) {
            if (use.side() == Side.PRODUCER || use.side() == Side.DYNAMIC_PRODUCER) {
                exclusive(model, use)
                        .filter(name -> name.startsWith("direct:") && !received.contains(name))
                        .ifPresent(name -> problems.add(use.location(), noReceiver(name, received)));
            }
        }
    }

    private static String noReceiver(String name, Set<String> received) {
        return "No route receives from '" + name + "'. "
                + Names.closest(name, received)
                        .map(close -> "Did you mean '" + close + "'?")
                        .orElse("Add a route that begins with 'from: " + name + "'.");
    }

    private static Optional<String> exclusive(WorkspaceModel model, EndpointUse use) {
        return EndpointUri.parse(use, model.placeholders())
                .filter(uri -> EXCLUSIVE.contains(uri.scheme()) && !uri.dynamicPath())
                .flatMap(uri -> name(uri).map(name -> uri.scheme() + ":" + name));
    }

    /** The name stands in the path or, when the URI is the scheme alone, among the parameters. */
    private static Optional<String> name(EndpointUri uri) {
        OptionValue parameter = uri.options().get("name");
        String name = uri.name().isEmpty() && parameter != null ? parameter.text() : uri.name();
        return Optional.ofNullable(name).filter(text -> !text.isEmpty() && !text.contains("{{"));
    }
}
