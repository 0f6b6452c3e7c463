/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.version;

import dev.serai.workflow.step.ContextModel;
import dev.serai.workflow.step.StepTree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.RoutesDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PatternHelper;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.RouteTemplateHelper;

/** The definitions among which a workflow reaches others: those of a context, or those of files that are in none yet. */
final class Definitions {

    private static final String WORKFLOW = "workflow:";

    private final CamelContext context;
    private final IdentityHashMap<RouteDefinition, List<ProcessorDefinition<?>>> around = new IdentityHashMap<>();
    private final List<RouteDefinition> ordered = new ArrayList<>();
    private final List<RouteConfigurationDefinition> configurations = new ArrayList<>();
    private final Map<String, DefinitionFile> files = new HashMap<>();
    private final Map<String, RouteTemplateDefinition> templates = new HashMap<>();
    private Map<String, List<RouteDefinition>> receivers;

    private Definitions(CamelContext context) {
        this.context = context;
    }

    /** The definitions that a context has. */
    static Definitions of(CamelContext context) {
        Definitions definitions = new Definitions(context);
        ContextModel model = ContextModel.of(context);
        definitions.ordered.addAll(model.routes());
        definitions.configurations.addAll(model.model().getRouteConfigurationDefinitions());
        return definitions;
    }

    /** Whether a context has the same definitions as when these were taken from it. */
    boolean areStillThoseOf(CamelContext owner) {
        ContextModel model = ContextModel.of(owner);
        return ordered.equals(model.routes())
                && configurations.equals(model.model().getRouteConfigurationDefinitions());
    }

    /** The definitions of files. */
    static Definitions of(CamelContext context, Collection<ParsedFile> files) {
        Definitions definitions = new Definitions(context);
        for (ParsedFile file : files) {
            definitions.files.put(file.resource().getLocation(), file.file());
            for (RoutesDefinition group : file.groups()) {
                List<ProcessorDefinition<?>> around = around(group);
                group.getRoutes().forEach(route -> definitions.add(route, around));
            }
            definitions.configurations.addAll(file.configurations());
            file.templates().forEach(template -> definitions.templates.put(template.getId(), template));
        }
        return definitions;
    }

    private void add(RouteDefinition route, List<ProcessorDefinition<?>> clauses) {
        around.put(route, clauses);
        ordered.add(route);
    }

    /**
     * The text that something was defined in; empty when it came from no file that can be read. Each file is read once,
     * however many routes stand in it.
     */
    Optional<DefinitionFile> file(Resource resource) {
        return resource == null
                ? Optional.empty()
                : Optional.ofNullable(files.computeIfAbsent(
                        resource.getLocation(), location -> resource.exists() ? DefinitionFile.read(resource) : null));
    }

    List<RouteDefinition> routes() {
        return ordered;
    }

    /** The routes that get what is sent to an address, or may get it where a part of the address is computed. */
    List<RouteDefinition> receivers(Address called) {
        if (receivers == null) {
            receivers = ordered.stream()
                    .filter(route -> route.getInput() != null)
                    .collect(Collectors.groupingBy(
                            route -> Address.of(context, route.getInput().getEndpointUri())
                                    .name(),
                            LinkedHashMap::new,
                            Collectors.toList()));
        }
        if (!called.isComputed()) {
            return receivers.getOrDefault(called.name(), List.of());
        }
        return receivers.entrySet().stream()
                .filter(receiver -> called.mayReach(new Address(receiver.getKey(), "")))
                .flatMap(receiver -> receiver.getValue().stream())
                .toList();
    }

    /**
     * The route of a workflow.
     *
     * @throws IllegalStateException when there is none
     */
    RouteDefinition workflow(String name) {
        return ordered.stream()
                .filter(route -> nameOf(route).equals(Optional.of(name)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No route of it begins with workflow:" + name + "."));
    }

    /** Whether a route is a workflow, whatever its name is. */
    static boolean isWorkflow(RouteDefinition route) {
        return route.getInput() != null
                && Address.of(route.getInput().getEndpointUri()).name().startsWith(WORKFLOW);
    }

    /** The workflow that a route is; empty when it is none. */
    Optional<String> nameOf(RouteDefinition route) {
        String name = route.getInput() == null
                ? ""
                : Address.of(context, route.getInput().getEndpointUri()).name();
        return name.startsWith(WORKFLOW)
                ? Optional.of(name.substring(WORKFLOW.length()).replaceFirst("^//", ""))
                : Optional.empty();
    }

    CamelContext context() {
        return context;
    }

    /** What a route is made of: its steps, and the clauses that its file and route configurations put around them. */
    Stream<ProcessorDefinition<?>> steps(RouteDefinition route) {
        Stream<ProcessorDefinition<?>> clauses = Stream.concat(
                around.getOrDefault(route, List.of()).stream(),
                configurationsOf(route).stream().flatMap(configuration -> around(configuration).stream()));
        return Stream.concat(
                StepTree.below(route).stream(), clauses.flatMap(clause -> StepTree.below(clause).stream()));
    }

    /** The route configurations that apply to a route, by Camel's rule. */
    List<RouteConfigurationDefinition> configurationsOf(RouteDefinition route) {
        return configurations.stream()
                .filter(configuration -> applies(configuration, route))
                .toList();
    }

    static boolean applies(RouteConfigurationDefinition configuration, RouteDefinition route) {
        String wanted = route.getRouteConfigurationId();
        if (wanted == null) {
            return configuration.getId() == null || !configuration.hasCustomIdAssigned();
        }
        return Stream.of(wanted.split(","))
                .anyMatch(id -> PatternHelper.matchPattern(configuration.getId(), id.strip()));
    }

    static List<ProcessorDefinition<?>> around(RoutesDefinition group) {
        return Stream.<List<? extends ProcessorDefinition<?>>>of(
                        group.getOnExceptions(),
                        group.getIntercepts(),
                        group.getInterceptFroms(),
                        group.getInterceptSendTos(),
                        group.getOnCompletions())
                .<ProcessorDefinition<?>>flatMap(List::stream)
                .toList();
    }

    static List<ProcessorDefinition<?>> around(RouteConfigurationDefinition configuration) {
        return Stream.<List<? extends ProcessorDefinition<?>>>of(
                        configuration.getOnExceptions(),
                        configuration.getIntercepts(),
                        configuration.getInterceptFroms(),
                        configuration.getInterceptSendTos(),
                        configuration.getOnCompletions())
                .<ProcessorDefinition<?>>flatMap(List::stream)
                .toList();
    }

    /** The template behind a kamelet; empty when there is none, which Camel tells when it makes the route. */
    Optional<RouteTemplateDefinition> template(String name) {
        RouteTemplateDefinition own = templates.get(name);
        return own != null ? Optional.of(own) : ofContext(name);
    }

    private Optional<RouteTemplateDefinition> ofContext(String name) {
        ContextModel model = ContextModel.of(context);
        try {
            if (model.template(name).isEmpty()) {
                Object location = PluginHelper.getBeanIntrospection(context)
                        .getOrElseProperty(context.getComponent("kamelet", true, false), "location", null, true);
                if (location != null) {
                    RouteTemplateHelper.loadRouteTemplateFromLocation(context, null, name, location.toString());
                }
            }
            return model.template(name);
        } catch (Exception e) {
            return Optional.empty();
        }
    }
}
