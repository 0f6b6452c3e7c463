/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.version;

import dev.serai.workflow.journal.SourceText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.RoutesDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.RoutesLoader;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * What a file defines, read by Camel and added to no context.
 *
 * @param file its text
 * @param groups the routes of each builder in the file, with what the builder says for all of them
 * @param services whether it holds REST services or routes made of templates, which Camel makes of the builder itself
 */
record ParsedFile(
        Resource resource,
        DefinitionFile file,
        List<RoutesDefinition> groups,
        List<RouteConfigurationDefinition> configurations,
        List<RouteTemplateDefinition> templates,
        AtomicBoolean services) {

    private static final String JAVA = ".java";

    /**
     * Reads a file as it is now.
     *
     * @throws Exception when Camel cannot read it
     */
    static ParsedFile parse(CamelContext context, Resource resource) throws Exception {
        return parse(context, resource, DefinitionFile.read(resource));
    }

    /** Reads texts that were kept. */
    static List<ParsedFile> parse(CamelContext context, List<SourceText> texts) throws Exception {
        List<ParsedFile> parsed = new ArrayList<>();
        for (SourceText text : texts) {
            Resource kept = ResourceHelper.fromString(text.fileName(), text.text());
            parsed.add(parse(context, kept, DefinitionFile.read(kept)));
        }
        return parsed;
    }

    /** The same definitions once more, for a context. */
    ParsedFile again(CamelContext context) throws Exception {
        return parse(context, resource, file);
    }

    private static ParsedFile parse(CamelContext context, Resource resource, DefinitionFile file) throws Exception {
        return file.name().endsWith(JAVA)
                ? parseCopy(context, resource, file)
                : parse(context, resource, file, ResourceHelper.fromString(file.name(), file.withoutBeans()));
    }

    /**
     * From a file of the same name in a folder of its own: Java classes need one to compile, and nothing of it is taken
     * for a part of the application.
     */
    private static ParsedFile parseCopy(CamelContext context, Resource resource, DefinitionFile file) throws Exception {
        Path folder = Files.createTempDirectory("serai-version");
        Path copy = Files.writeString(folder.resolve(file.name()), file.withoutBeans());
        try {
            return parse(
                    context,
                    resource,
                    file,
                    PluginHelper.getResourceLoader(context).resolveResource("file:" + copy));
        } finally {
            Files.delete(copy);
            Files.delete(folder);
        }
    }

    private static ParsedFile parse(CamelContext context, Resource resource, DefinitionFile file, Resource read)
            throws Exception {
        ParsedFile parsed = new ParsedFile(
                resource, file, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new AtomicBoolean());
        for (RoutesBuilder builder : builders(context, file, read)) {
            parsed.add(context, (RouteBuilder) builder);
        }
        return parsed;
    }

    /** Camel reads a list of definitions twice, the first time for its beans; this one has none any more. */
    private static Collection<RoutesBuilder> builders(CamelContext context, DefinitionFile file, Resource read)
            throws Exception {
        RoutesLoader loader = PluginHelper.getRoutesLoader(context);
        return file.isList()
                ? List.of(loader.getRoutesLoader("yaml").loadRoutesBuilder(read))
                : loader.findRoutesBuilders(List.of(read), false);
    }

    private void add(CamelContext context, RouteBuilder builder) throws Exception {
        RoutesDefinition group = builder.configureRoutes(context);
        group.setResource(resource);
        group.getRoutes().forEach(route -> route.setResource(resource));
        groups.add(group);
        templates.addAll(builder.getRouteTemplateCollection().getRouteTemplates());
        templates.forEach(template -> template.setResource(resource));
        if (!builder.configureRests(context).getRests().isEmpty()
                || !builder.getTemplatedRouteCollection().getTemplatedRoutes().isEmpty()) {
            services.set(true);
        }
        if (builder instanceof RouteConfigurationBuilder configuring) {
            configuring.configuration();
            configurations.addAll(configuring.getRouteConfigurationCollection().getRouteConfigurations());
            configurations.forEach(configuration -> configuration.setResource(resource));
        }
    }

    /** Whether it says nothing but what some routes are. */
    boolean definesNothingBut(Predicate<RouteDefinition> kind) {
        return file.holdsRoutesAlone()
                && groups.stream().flatMap(group -> group.getRoutes().stream()).allMatch(kind);
    }

    /** The text of what can only be changed with a restart: beans, services, routes made of templates. */
    String unchangeable() {
        boolean definesNothing = configurations.isEmpty()
                && templates.isEmpty()
                && groups.stream().allMatch(group -> group.getRoutes().isEmpty());
        return file.unchangeable(services.get() || definesNothing);
    }
}
