/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.version;

import dev.serai.workflow.step.ContextModel;
import dev.serai.workflow.step.StepPaths;
import dev.serai.workflow.step.VersionedIds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteBuilderLifecycleStrategy;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.RoutesDefinition;
import org.apache.camel.support.PluginHelper;

/**
 * The routes of files that are no workflow: triggers, and what they and programs call. They go by the names that the
 * files give them, so a changed one takes the place of the old one.
 */
public final class OtherRoutes {

    /** Marks a route that is only made to see whether it can be. */
    private static final String TRIAL = "000000000000";

    private final CamelContext context;
    private final ContextModel model;

    public OtherRoutes(CamelContext context) {
        this.context = context;
        this.model = ContextModel.of(context);
    }

    /** Adds the routes of files to a context, as Camel does with all else that the files hold. */
    public void add(DefinedFiles files) throws Exception {
        Collection<RoutesBuilder> builders =
                PluginHelper.getRoutesLoader(context).findRoutesBuilders(files.resourcesOfOthers(), false);
        for (RoutesBuilder builder : builders) {
            ((RouteBuilder) builder).addLifecycleInterceptor(new WithoutWorkflows());
            if (builder instanceof RouteConfigurationsBuilder configuring) {
                context.addRoutesConfigurations(configuring);
            }
        }
        for (RoutesBuilder builder : builders) {
            context.addRoutes(builder);
        }
    }

    /**
     * Makes sure that the context can have the routes of other files in place of those it has.
     *
     * @throws Exception when it cannot; nothing was changed
     */
    public void tryOut(DefinedFiles now, DefinedFiles next) throws Exception {
        Change restart = Change.between(now.unchangeable(), next.unchangeable());
        if (!restart.removed.isEmpty() || !restart.added.isEmpty()) {
            Set<String> files = new TreeSet<>(restart.removed);
            files.addAll(restart.added);
            throw new IllegalStateException("In " + String.join(", ", files) + " a bean, a REST service or a route made"
                    + " of a template changed, which cannot be replaced while routes use it. Restart to apply it.");
        }
        Change change = Change.between(now.others(), next.others());
        Collection<ParsedFile> files = next.freshly(change.added);
        Definitions definitions = Definitions.of(context, files);
        PrivateNames names = PrivateNames.ofIdsAlone(definitions, TRIAL);
        List<RouteDefinition> trial = prepared(files, definitions, change.added, names);
        trial.forEach(route -> route.setAutoStartup("false"));
        try {
            model.model().addRouteDefinitions(trial);
        } finally {
            remove(trial);
        }
    }

    /**
     * Puts the routes of other files in the place of those that the context has. Routes that are the same in both go on.
     * One that is replaced ends what it has begun first.
     *
     * @throws Exception when a new one does not start; then the old ones are back
     */
    public void replace(DefinedFiles now, DefinedFiles next) throws Exception {
        Change change = Change.between(now.others(), next.others());
        try {
            replace(change.removed, now, next, change.added);
        } catch (Exception e) {
            replace(change.added, next, now, change.removed);
            throw e;
        }
    }

    private void replace(Set<String> removed, DefinedFiles now, DefinedFiles next, Set<String> added) throws Exception {
        remove(model.routes().stream()
                .filter(route -> isOther(route) && removed.contains(StepPaths.name(route)))
                .toList());
        Collection<ParsedFile> files = next.freshly(added);
        replaceTemplates(now.templates(), next.templates(), files);
        model.model().addRouteDefinitions(prepared(files, Definitions.of(context, files), added, null));
    }

    private static boolean isOther(RouteDefinition route) {
        return !VersionedIds.isVersioned(route.getRouteId()) && !Boolean.TRUE.equals(route.isTemplate());
    }

    private void replaceTemplates(Map<String, String> now, Map<String, String> next, Collection<ParsedFile> files)
            throws Exception {
        Change change = Change.between(now, next);
        for (RouteTemplateDefinition template : model.templates()) {
            if (change.removed.contains(template.getId())) {
                model.remove(template);
            }
        }
        for (ParsedFile file : files) {
            for (RouteTemplateDefinition template : file.templates()) {
                if (change.added.contains(template.getId())) {
                    model.add(template);
                }
            }
        }
    }

    /** @param ids to give, or null for the routes' own */
    private static List<RouteDefinition> prepared(
            Collection<ParsedFile> files, Definitions definitions, Set<String> wanted, PrivateNames ids) {
        List<RouteDefinition> prepared = new ArrayList<>();
        for (ParsedFile file : files) {
            for (RoutesDefinition group : file.groups()) {
                for (RouteDefinition route : group.getRoutes()) {
                    if (definitions.nameOf(route).isEmpty() && wanted.contains(StepPaths.name(route))) {
                        Preparation preparation = Preparation.of(definitions, group, route);
                        if (ids != null) {
                            ids.giveTo(route);
                        }
                        preparation.run();
                        prepared.add(route);
                    }
                }
            }
        }
        return prepared;
    }

    /** Removes routes, and those that kamelets made for them. */
    private void remove(Collection<RouteDefinition> routes) throws Exception {
        Set<String> ids = routes.stream().map(RouteDefinition::getRouteId).collect(Collectors.toSet());
        for (RouteDefinition route : routes) {
            if (model.routes().contains(route)) {
                model.model().removeRouteDefinition(route);
            }
        }
        List<RouteDefinition> made = model.routes().stream()
                .filter(route -> route.getTemplateParameters() != null
                        && ids.contains(route.getTemplateParameters().get("parentRouteId")))
                .toList();
        if (!made.isEmpty()) {
            remove(made);
        }
    }

    /**
     * What is different between two states of what has names.
     *
     * @param removed what changed, and what is not there any more
     * @param added what changed, and what was not there before
     */
    private record Change(Set<String> removed, Set<String> added) {

        static Change between(Map<String, String> now, Map<String, String> next) {
            return new Change(differing(now, next), differing(next, now));
        }

        private static Set<String> differing(Map<String, String> some, Map<String, String> others) {
            return some.entrySet().stream()
                    .filter(entry -> !entry.getValue().equals(others.get(entry.getKey())))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
        }
    }

    /** Leaves out the workflows, which are loaded as versions. */
    private static final class WithoutWorkflows implements RouteBuilderLifecycleStrategy {

        @Override
        public void afterConfigure(RouteBuilder builder) {
            builder.getRouteCollection().getRoutes().removeIf(Definitions::isWorkflow);
        }
    }
}
