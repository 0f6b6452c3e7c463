/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ConnectorFactory;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.DescribingConnectorFactory;
import dev.serai.connector.configuration.ConfigurationBinder;
import dev.serai.connector.configuration.ConfigurationNode;
import dev.serai.connector.configuration.ConnectorDeclaration;
import dev.serai.connector.configuration.DeclarationLoader;
import dev.serai.connector.configuration.DeclarationReader;
import dev.serai.connector.configuration.References;
import dev.serai.connector.registry.ConnectorTypes;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Reads declarations one by one, so that routes can be checked although some have mistakes. */
final class DeclaredTypes {

    private final ConnectorTypes types;
    private final Path file;
    private final Placeholders placeholders;
    private final UnaryOperator<String> environment;
    private final Problems problems;

    /**
     * @param file that holds the declarations
     * @param environment gives a variable's value by name, or null when it is not set
     * @param problems gets what is wrong with the documents that declarations name; the declarations' own mistakes are
     *     reported by {@link ConnectorsFileCheck}
     */
    DeclaredTypes(
            ConnectorTypes types,
            Path file,
            Placeholders placeholders,
            UnaryOperator<String> environment,
            Problems problems) {
        this.types = types;
        this.file = file;
        this.placeholders = placeholders;
        this.environment = environment;
        this.problems = problems;
    }

    /** The declared connectors by name. */
    Map<String, DeclaredType> of(ConfigurationNode root) {
        Map<String, DeclaredType> connectors = new HashMap<>();
        Kamelet.child(root, "connectors")
                .map(ConfigurationNode::items)
                .ifPresent(items -> items.forEach(item -> Kamelet.child(item, "name")
                        .map(ConfigurationNode::text)
                        .ifPresent(name -> connectors.put(name, declared(item)))));
        return connectors;
    }

    private DeclaredType declared(ConfigurationNode item) {
        Optional<ConnectorFactory<?>> factory =
                DeclarationReader.typeName(item).map(ConfigurationNode::text).flatMap(types::find);
        Optional<ConnectorMetadata> ofType = factory.map(ConnectorFactory::metadata);
        boolean describes =
                factory.filter(DescribingConnectorFactory.class::isInstance).isPresent();
        return new DeclaredType(factory, describes ? described(item) : ofType);
    }

    private Optional<ConnectorMetadata> described(ConfigurationNode item) {
        ConfigurationBinder binder = binder(file, placeholders, environment);
        Optional<? extends ConnectorDeclaration<?>> declaration =
                new DeclarationReader(types.factories(), binder).read(item);
        if (declaration.isEmpty() || !binder.problems().isEmpty()) {
            return Optional.empty();
        }
        try {
            return declaration.get().metadata(DeclarationLoader.baseDirectory(file.toString()));
        } catch (ConnectorException e) {
            problems.add(item.location(), e);
            return Optional.empty();
        }
    }

    /** Reads values as the runtime will. */
    static ConfigurationBinder binder(Path file, Placeholders placeholders, UnaryOperator<String> environment) {
        boolean development = Boolean.parseBoolean(placeholders.substitute("{{serai.dev:false}}"));
        References references = new References(
                environment, text -> substitute(placeholders, text), DeclarationLoader.baseDirectory(file.toString()));
        return new ConfigurationBinder(references, development);
    }

    private static String substitute(Placeholders placeholders, String text) {
        for (String missing : placeholders.unresolved(text, Set.of())) {
            throw new IllegalArgumentException("The property '" + missing
                    + "' has no value. Set it in application.properties, or give a default: {{" + missing
                    + ":value}}.");
        }
        return placeholders.substitute(text);
    }
}
