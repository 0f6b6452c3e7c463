/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.version;

import dev.serai.workflow.journal.VersionSources;
import dev.serai.workflow.step.StepPaths;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;

/** What a set of files defines: workflows, which are loaded as versions, and all other routes. Immutable. */
public final class DefinedFiles {

    private final CamelContext context;
    private final Map<String, ParsedFile> files;

    private DefinedFiles(CamelContext context, Map<String, ParsedFile> files) {
        this.context = context;
        this.files = files;
    }

    public static DefinedFiles none(CamelContext context) {
        return new DefinedFiles(context, Map.of());
    }

    /**
     * These files with some of them as they are now. One that does not exist any more is left out.
     *
     * @throws Exception when one cannot be read, as Camel says
     */
    public DefinedFiles with(Collection<Resource> changed) throws Exception {
        Map<String, ParsedFile> all = new LinkedHashMap<>(files);
        for (Resource resource : changed) {
            if (resource.exists()) {
                all.put(resource.getLocation(), ParsedFile.parse(context, resource));
            } else {
                all.remove(resource.getLocation());
            }
        }
        return new DefinedFiles(context, all);
    }

    /**
     * The sources of each workflow, by its name.
     *
     * @throws IllegalStateException when two routes are the same workflow
     */
    public Map<String, VersionSources> workflows() {
        Definitions definitions = definitions();
        Map<String, VersionSources> workflows = new LinkedHashMap<>();
        for (RouteDefinition route : definitions.routes()) {
            Optional<String> name = definitions.nameOf(route);
            if (name.isPresent()
                    && workflows.put(name.get(), Reach.of(definitions, route).sources()) != null) {
                throw new IllegalStateException("Two routes begin with workflow:" + name.get()
                        + ". Give one of them another name; a workflow has one route.");
            }
        }
        return workflows;
    }

    /** The route of each workflow, by its name. */
    public Map<String, RouteDefinition> routesOfWorkflows() {
        Definitions definitions = definitions();
        Map<String, RouteDefinition> routes = new LinkedHashMap<>();
        definitions.routes().forEach(route -> definitions.nameOf(route).ifPresent(name -> routes.put(name, route)));
        return routes;
    }

    /** The version of each route that is no workflow, by the route's name, so that one that changed is known. */
    Map<String, String> others() {
        Definitions definitions = definitions();
        Map<String, String> others = new LinkedHashMap<>();
        definitions.routes().stream()
                .filter(route -> definitions.nameOf(route).isEmpty())
                .forEach(route -> {
                    String look = Reach.alone(definitions, route).sources().version();
                    if (others.put(StepPaths.name(route), look) != null) {
                        throw new IllegalStateException("Two routes are called " + StepPaths.name(route)
                                + ". Give each an 'id' of its own, so that it is known which one changed.");
                    }
                });
        return others;
    }

    /** The kamelets and other templates, by name, with the text of their files. */
    Map<String, String> templates() {
        Map<String, String> templates = new LinkedHashMap<>();
        files.values().forEach(file -> file.templates()
                .forEach(template ->
                        templates.put(template.getId(), file.file().whole().text())));
        return templates;
    }

    /** The text of what can only be changed with a restart, by file. */
    Map<String, String> unchangeable() {
        Map<String, String> unchangeable = new LinkedHashMap<>();
        files.values().stream()
                .filter(file -> !file.unchangeable().isEmpty())
                .forEach(file -> unchangeable.put(file.file().name(), file.unchangeable()));
        return unchangeable;
    }

    /** Reads the files that define some routes once more, for definitions that may go into a context. */
    Collection<ParsedFile> freshly(Set<String> routes) throws Exception {
        List<ParsedFile> fresh = new ArrayList<>();
        for (ParsedFile file : files.values()) {
            boolean needed = file.groups().stream()
                    .flatMap(group -> group.getRoutes().stream())
                    .anyMatch(route -> routes.contains(StepPaths.name(route)));
            fresh.add(needed ? file.again(context) : file);
        }
        return fresh;
    }

    /** The files that define anything else than workflows. */
    List<Resource> resourcesOfOthers() {
        return files.values().stream()
                .filter(file -> !file.definesNothingBut(Definitions::isWorkflow))
                .map(ParsedFile::resource)
                .toList();
    }

    private Definitions definitions() {
        return Definitions.of(context, files.values());
    }
}
