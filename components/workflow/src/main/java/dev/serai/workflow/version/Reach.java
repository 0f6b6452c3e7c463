/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.version;

import dev.serai.workflow.journal.SourceText;
import dev.serai.workflow.journal.VersionSources;
import dev.serai.workflow.step.StepPaths;
import dev.serai.workflow.step.StepTree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.spi.Resource;

/** All that a workflow is made of: its route, the routes and kamelets that it calls, and what these call in turn. */
final class Reach {

    /** A lambda is shown with its identity, which is another one in each process. */
    private static final Pattern IDENTITY = Pattern.compile("(?:\\$\\$Lambda[^@\\],]*)?@[0-9a-f]+");

    private final Definitions definitions;
    private final Set<RouteDefinition> routes = new LinkedHashSet<>();
    private final Map<String, RouteTemplateDefinition> templates = new LinkedHashMap<>();

    private Reach(Definitions definitions) {
        this.definitions = definitions;
    }

    static Reach of(Definitions definitions, RouteDefinition workflow) {
        Reach reach = new Reach(definitions);
        reach.follow(workflow);
        return reach;
    }

    /** A route without the routes that it calls: only the kamelets, whose routes are made for it. */
    static Reach alone(Definitions definitions, RouteDefinition route) {
        Reach reach = new Reach(definitions);
        reach.routes.add(route);
        reach.called(definitions.steps(route))
                .filter(Address::isKamelet)
                .forEach(address -> reach.follow(address, new ArrayDeque<>()));
        return reach;
    }

    Set<RouteDefinition> routes() {
        return routes;
    }

    /** The kamelets, by name. */
    Map<String, RouteTemplateDefinition> templates() {
        return templates;
    }

    private void follow(RouteDefinition workflow) {
        Deque<RouteDefinition> open = new ArrayDeque<>(List.of(workflow));
        while (!open.isEmpty()) {
            RouteDefinition route = open.pop();
            if (routes.add(route)) {
                called(definitions.steps(route)).forEach(address -> follow(address, open));
            }
        }
    }

    private void follow(Address called, Deque<RouteDefinition> open) {
        if (called.isRoute()) {
            definitions.receivers(called).forEach(open::push);
        } else if (called.isKamelet() && !templates.containsKey(called.template())) {
            definitions.template(called.template()).ifPresent(template -> {
                templates.put(called.template(), template);
                called(StepTree.below(template.getRoute()).stream()).forEach(address -> follow(address, open));
            });
        }
    }

    private Stream<Address> called(Stream<ProcessorDefinition<?>> steps) {
        return steps.flatMap(step -> CalledAddresses.of(step).stream())
                .map(uri -> Address.of(definitions.context(), uri));
    }

    /** The texts behind all of it. */
    VersionSources sources() {
        Set<RouteConfigurationDefinition> configurations = routes.stream()
                .flatMap(route -> definitions.configurationsOf(route).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Map<String, Parts> files = new LinkedHashMap<>();
        boolean allFromFiles = true;
        for (RouteDefinition route : routes) {
            // What a template was filled in with lies elsewhere, and maybe in no file.
            boolean filledIn = Boolean.TRUE.equals(route.isTemplate());
            allFromFiles &= !filledIn && parts(files, route.getResource(), parts -> parts.lines.add(line(route)));
        }
        for (RouteConfigurationDefinition configuration : configurations) {
            allFromFiles &=
                    parts(files, configuration.getResource(), parts -> parts.configurations.add(ownId(configuration)));
        }
        for (RouteTemplateDefinition template : templates.values()) {
            allFromFiles &= parts(
                    files,
                    template.getResource(),
                    parts -> parts.lines.add(template.getRoute().getInput().getLineNumber()));
        }
        return allFromFiles
                ? VersionSources.of(
                        files.values().stream().map(Parts::text).toList(),
                        files.values().stream()
                                .flatMap(parts -> parts.definitions().stream())
                                .toList())
                : VersionSources.ofModel(look(configurations));
    }

    private boolean parts(Map<String, Parts> files, Resource resource, Consumer<Parts> add) {
        Optional<DefinitionFile> file = definitions.file(resource);
        file.ifPresent(
                found -> add.accept(files.computeIfAbsent(resource.getLocation(), location -> new Parts(found))));
        return file.isPresent();
    }

    private static int line(RouteDefinition route) {
        return route.getInput().getLineNumber();
    }

    private static String ownId(OptionalIdentifiedDefinition<?> definition) {
        return definition.hasCustomIdAssigned() ? definition.getId() : null;
    }

    private String look(Set<RouteConfigurationDefinition> configurations) {
        List<Object> parts = new ArrayList<>(routes);
        routes.forEach(route -> parts.add(String.valueOf(route.getTemplateParameters())));
        parts.addAll(configurations);
        templates.values().forEach(template -> parts.add(template.getRoute()));
        return parts.stream()
                .map(part -> IDENTITY.matcher(part.toString()).replaceAll(""))
                .collect(Collectors.joining("\n"));
    }

    /** The application's classes that its steps name, each with a digest. */
    Map<String, String> classes() {
        return UsedClasses.of(
                definitions.context(),
                Stream.concat(
                        routes.stream().flatMap(definitions::steps),
                        templates.values().stream().flatMap(template -> StepTree.below(template.getRoute()).stream())));
    }

    /** The paths of all its steps; whole when the routes are in a context. */
    List<String> steps() {
        Set<String> paths = new TreeSet<>();
        routes.forEach(route -> paths.addAll(new StepPaths(route).all()));
        templates
                .values()
                .forEach(template -> paths.addAll(StepPaths.ofTemplate(template).all()));
        return List.copyOf(paths);
    }

    /** What of one file is needed. */
    private static final class Parts {
        private final DefinitionFile file;
        private final Set<Integer> lines = new TreeSet<>();
        private final Set<String> configurations = new HashSet<>();

        private Parts(DefinitionFile file) {
            this.file = file;
        }

        private List<String> definitions() {
            return file.definitions(lines, configurations);
        }

        private SourceText text() {
            return file.part(lines, configurations);
        }
    }
}
