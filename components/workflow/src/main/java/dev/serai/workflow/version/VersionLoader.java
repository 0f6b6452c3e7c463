/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.version;

import dev.serai.workflow.journal.ExecutionTables;
import dev.serai.workflow.journal.QueueRows.Unfinished;
import dev.serai.workflow.journal.VersionRows.VersionSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteBuilderLifecycleStrategy;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.RoutesLoader;
import org.apache.camel.support.PluginHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a version back that executions began with and that is not the current one any more. Its file is kept in the
 * store; of its routes the workflow itself and the {@code direct:} routes it came with are added, under names of their
 * own, and triggers and other workflows of the file are left out.
 */
public final class VersionLoader {

    private static final Logger LOG = LoggerFactory.getLogger(VersionLoader.class);

    private final CamelContext camelContext;
    private final ExecutionTables tables;

    public VersionLoader(CamelContext camelContext, ExecutionTables tables) {
        this.camelContext = camelContext;
        this.tables = tables;
    }

    /** Adds the routes of a version. When it cannot, its executions stay where they are, and the log says why. */
    public void load(Unfinished version) {
        Optional<VersionSource> source = tables.versions().source(version.workflow(), version.version());
        if (source.isEmpty()) {
            LOG.warn(
                    "{} executions of workflow '{}' began with version {}, whose source is not kept because it came"
                            + " from no file. They wait until the application that defines it runs again.",
                    version.count(),
                    version.workflow(),
                    version.version());
            return;
        }
        try {
            add(version, source.get());
            LOG.info(
                    "{} executions of workflow '{}' go on with version {}, with which they began.",
                    version.count(),
                    version.workflow(),
                    version.version());
        } catch (Exception e) {
            LOG.error(
                    "{} executions of workflow '{}' began with version {} of {}, which cannot be loaded any more: {}."
                            + " They wait until it can.",
                    version.count(),
                    version.workflow(),
                    version.version(),
                    source.get().fileName(),
                    e.getMessage());
        }
    }

    private void add(Unfinished version, VersionSource source) throws Exception {
        // A file of its own name, because that is what a Java class needs to compile.
        Path folder = Files.createTempDirectory("serai-version");
        Path file = Files.writeString(folder.resolve(source.fileName()), source.text());
        try {
            addFrom(file, version);
        } finally {
            Files.delete(file);
            Files.delete(folder);
        }
    }

    private void addFrom(Path file, Unfinished version) throws Exception {
        Resource resource = PluginHelper.getResourceLoader(camelContext).resolveResource("file:" + file);
        RoutesLoader loader = PluginHelper.getRoutesLoader(camelContext);
        for (RoutesBuilder found : loader.findRoutesBuilders(List.of(resource), false)) {
            RouteBuilder builder = (RouteBuilder) found;
            builder.addLifecycleInterceptor(new RouteBuilderLifecycleStrategy() {
                @Override
                public void afterConfigure(RouteBuilder configured) {
                    keepOnly(version, configured.getRouteCollection().getRoutes());
                }
            });
            camelContext.addRoutes(builder);
        }
    }

    private static void keepOnly(Unfinished version, List<RouteDefinition> routes) {
        String workflow = "workflow:" + version.workflow();
        routes.removeIf(route -> !path(uri(route)).equals(workflow) && !isCalled(uri(route)));
        Set<String> renamed = routes.stream()
                .map(route -> path(uri(route)))
                .filter(VersionLoader::isCalled)
                .collect(Collectors.toCollection(HashSet::new));
        for (RouteDefinition route : routes) {
            route.setId(VersionedIds.versioned(route.getRouteId(), version.version()));
            route.getInput()
                    .setUri(
                            path(uri(route)).equals(workflow)
                                    ? withVersion(uri(route), version.version())
                                    : VersionedIds.versioned(path(uri(route)), version.version()));
            ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDefinition.class).stream()
                    .filter(to -> renamed.contains(path(to.getUri())))
                    .forEach(to -> to.setUri(VersionedIds.versioned(path(to.getUri()), version.version())));
            ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDynamicDefinition.class).stream()
                    .filter(to -> renamed.contains(path(to.getUri())))
                    .forEach(to -> to.setUri(VersionedIds.versioned(path(to.getUri()), version.version())));
        }
    }

    private static boolean isCalled(String uri) {
        return uri.startsWith("direct:") || uri.startsWith("seda:");
    }

    private static String withVersion(String uri, String version) {
        return uri + (uri.indexOf('?') < 0 ? "?" : "&") + "version=" + version;
    }

    private static String uri(RouteDefinition route) {
        return route.getInput().getEndpointUri();
    }

    private static String path(String uri) {
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }
}
