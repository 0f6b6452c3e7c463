/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.version;

import dev.serai.workflow.journal.SourceText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.RoutesDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;

/**
 * What a file defines, read by Camel and added to no context.
 *
 * @param file its text
 * @param groups the routes of each builder in the file, with what the builder says for all of them
 * @param hasServices it holds REST services or routes made of templates, which Camel makes of the builder itself
 */
record ParsedFile(
        Resource resource,
        DefinitionFile file,
        List<RoutesDefinition> groups,
        List<RouteConfigurationDefinition> configurations,
        List<RouteTemplateDefinition> templates,
        boolean hasServices) {

    /** @throws Exception when Camel cannot read it */
    static ParsedFile parse(CamelContext context, Resource resource) throws Exception {
        DefinitionFile file = DefinitionFile.read(resource);
        List<RoutesDefinition> groups = new ArrayList<>();
        List<RouteConfigurationDefinition> configurations = new ArrayList<>();
        List<RouteTemplateDefinition> templates = new ArrayList<>();
        boolean hasServices = false;
        for (RoutesBuilder found :
                PluginHelper.getRoutesLoader(context).findRoutesBuilders(List.of(resource), false)) {
            RouteBuilder builder = (RouteBuilder) found;
            groups.add(builder.configureRoutes(context));
            templates.addAll(builder.getRouteTemplateCollection().getRouteTemplates());
            hasServices |= !builder.configureRests(context).getRests().isEmpty()
                    || !builder.getTemplatedRouteCollection().getTemplatedRoutes().isEmpty();
            if (builder instanceof RouteConfigurationBuilder configuring) {
                configuring.configuration();
                configurations.addAll(
                        configuring.getRouteConfigurationCollection().getRouteConfigurations());
            }
        }
        groups.forEach(group -> group.setResource(resource));
        groups.stream().flatMap(group -> group.getRoutes().stream()).forEach(route -> route.setResource(resource));
        configurations.forEach(configuration -> configuration.setResource(resource));
        templates.forEach(template -> template.setResource(resource));
        if (!DefinitionFile.read(resource).equals(file)) {
            throw new IllegalStateException(file.name() + " changed while it was read.");
        }
        return new ParsedFile(resource, file, groups, configurations, templates, hasServices);
    }

    /** Reads texts as files of their own names in a folder of their own, because Java classes need these to compile. */
    static List<ParsedFile> parse(CamelContext context, List<SourceText> texts) throws Exception {
        Path folder = Files.createTempDirectory("serai-version");
        List<ParsedFile> parsed = new ArrayList<>();
        try {
            for (SourceText text : texts) {
                Path file = Files.writeString(folder.resolve(text.fileName()), text.text());
                parsed.add(parse(context, PluginHelper.getResourceLoader(context).resolveResource("file:" + file)));
            }
            return parsed;
        } finally {
            for (SourceText text : texts) {
                Files.deleteIfExists(folder.resolve(text.fileName()));
            }
            Files.delete(folder);
        }
    }

    /** What can only be changed with a restart: the text of the services and of routes made of templates. */
    String services() {
        return hasServices ? file.services() : "";
    }
}
