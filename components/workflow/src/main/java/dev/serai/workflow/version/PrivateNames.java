/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.version;

import dev.serai.workflow.step.StepPaths;
import dev.serai.workflow.step.StepTree;
import dev.serai.workflow.step.VersionedIds;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;

/**
 * Gives the parts of a version names of their own, so that versions lie side by side in a context: the ids of routes and
 * steps, and the {@code direct:}, {@code seda:} and {@code kamelet:} names by which the parts call each other.
 */
final class PrivateNames {

    private final Definitions definitions;
    private final String version;
    private final Set<Address> routes;
    private final Set<String> templates;

    private PrivateNames(Definitions definitions, String version, Set<Address> routes, Set<String> templates) {
        this.definitions = definitions;
        this.version = version;
        this.routes = routes;
        this.templates = templates;
    }

    /** Names for a version's parts. */
    static PrivateNames of(Definitions definitions, Reach reach, String version) {
        Set<Address> routes = reach.routes().stream()
                .map(route -> Address.of(definitions.context(), route.getInput().getEndpointUri()))
                .collect(Collectors.toSet());
        return new PrivateNames(
                definitions, version, routes, Set.copyOf(reach.templates().keySet()));
    }

    /** Names for routes that keep calling all others by their names, and are called by their own. */
    static PrivateNames ofIdsAlone(Definitions definitions, String version) {
        return new PrivateNames(definitions, version, Set.of(), Set.of());
    }

    void giveTo(RouteDefinition route) {
        route.setId(versioned(StepPaths.name(route)));
        String uri = route.getInput().getEndpointUri();
        route.getInput()
                .setUri(
                        uri.startsWith("workflow:")
                                ? uri + (uri.indexOf('?') < 0 ? "?" : "&") + "version=" + version
                                : called(uri));
        // Where among the current routes a route starts says nothing about a version of it.
        route.setStartupOrder(null);
        giveTo((OptionalIdentifiedDefinition<?>) route.getInput());
        giveToStepsOf(route);
    }

    void giveTo(RouteTemplateDefinition template) {
        template.setId(versioned(template.getId()));
        StepTree.below(template.getRoute()).forEach(step -> CalledAddresses.rename(step, this::called));
    }

    /** Renames the steps of a route, or of a clause that stands around routes. */
    void giveToStepsOf(ProcessorDefinition<?> holder) {
        for (ProcessorDefinition<?> step : StepTree.below(holder)) {
            CalledAddresses.rename(step, this::called);
            giveTo((OptionalIdentifiedDefinition<?>) step);
            if (step instanceof ChoiceDefinition choice) {
                choice.getWhenClauses().forEach(this::giveTo);
                if (choice.getOtherwise() != null) {
                    giveTo((OptionalIdentifiedDefinition<?>) choice.getOtherwise());
                }
            }
        }
    }

    private void giveTo(OptionalIdentifiedDefinition<?> definition) {
        if (definition.hasCustomIdAssigned() && definition.getId() != null) {
            definition.setId(versioned(definition.getId()));
        }
    }

    private String called(String uri) {
        Address address = Address.of(definitions.context(), uri);
        boolean own = address.isKamelet()
                ? templates.contains(address.template())
                : address.isRoute() && routes.stream().anyMatch(address::mayReach);
        return own ? renamed(address) : uri;
    }

    private String renamed(Address address) {
        if (!address.isKamelet()) {
            return versioned(address.name()) + address.options();
        }
        String template = "kamelet:" + address.template();
        return versioned(template) + address.name().substring(template.length()) + address.options();
    }

    private String versioned(String name) {
        return VersionedIds.versioned(name, version);
    }
}
