/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.version;

import dev.serai.workflow.journal.VersionSources;
import dev.serai.workflow.step.ContextModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.RoutesDefinition;

/**
 * Adds versions of workflows to a context, each from nothing but its kept sources and under names of its own, and takes
 * them away again. Of the files only what the workflow reaches is added: no trigger, no other workflow. Thread-safe.
 */
public final class VersionLoader {

    private final CamelContext context;
    private final ContextModel model;
    private final Map<String, Loaded> loaded = new ConcurrentHashMap<>();

    public VersionLoader(CamelContext context) {
        this.context = context;
        this.model = ContextModel.of(context);
    }

    /** Whether a version was added here. */
    public boolean isLoaded(String workflow, String version) {
        return loaded.containsKey(key(workflow, version));
    }

    /**
     * Adds a version.
     *
     * @throws Exception when it cannot be loaded, as Camel says; nothing of it stays
     */
    public synchronized void load(String workflow, VersionSources sources) throws Exception {
        add(workflow, sources.version(), ParsedFile.parse(context, sources.files()));
    }

    private void add(String workflow, String version, List<ParsedFile> files) throws Exception {
        Definitions definitions = Definitions.of(context, files);
        RouteDefinition root = definitions.workflow(workflow);
        Reach reach = Reach.of(definitions, root);
        PrivateNames names = PrivateNames.of(definitions, reach, version);
        List<RouteDefinition> prepared = new ArrayList<>();
        for (ParsedFile file : files) {
            file.configurations()
                    .forEach(configuration -> Definitions.around(configuration).forEach(names::giveToStepsOf));
            for (RoutesDefinition group : file.groups()) {
                List<RouteDefinition> reached = group.getRoutes().stream()
                        .filter(reach.routes()::contains)
                        .toList();
                Definitions.around(group).forEach(names::giveToStepsOf);
                for (RouteDefinition route : reached) {
                    Preparation preparation = Preparation.of(definitions, group, route);
                    names.giveTo(route);
                    preparation.run();
                    prepared.add(route);
                }
            }
        }
        // An execution may begin as soon as the workflow's own route is there.
        prepared.remove(root);
        prepared.add(root);
        Loaded added = new Loaded(List.copyOf(reach.templates().values()), prepared);
        try {
            for (RouteTemplateDefinition template : added.templates) {
                names.giveTo(template);
                model.add(template);
            }
            model.model().addRouteDefinitions(prepared);
            loaded.put(key(workflow, version), added);
        } catch (Exception e) {
            remove(added);
            throw e;
        }
    }

    /**
     * Takes a version away that nothing runs on.
     *
     * @throws Exception when a route of it cannot be stopped
     */
    public synchronized void unload(String workflow, String version) throws Exception {
        Loaded away = loaded.remove(key(workflow, version));
        if (away != null) {
            remove(away);
        }
    }

    private void remove(Loaded away) throws Exception {
        for (RouteDefinition route : away.routes) {
            remove(route);
        }
        for (RouteTemplateDefinition template : away.templates) {
            // The routes that were made of a kamelet stay behind when its callers go.
            for (RouteDefinition route : model.routes()) {
                Map<String, Object> parameters = route.getTemplateParameters();
                if (parameters != null && template.getId().equals(parameters.get("templateId"))) {
                    remove(route);
                }
            }
            model.remove(template);
        }
    }

    private void remove(RouteDefinition route) throws Exception {
        if (model.routes().contains(route)) {
            model.model().removeRouteDefinition(route);
        }
    }

    private static String key(String workflow, String version) {
        return workflow + "@" + version;
    }

    private record Loaded(List<RouteTemplateDefinition> templates, List<RouteDefinition> routes) {}
}
