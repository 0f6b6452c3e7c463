/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import dev.serai.connector.configuration.ConfigurationException;
import dev.serai.connector.configuration.ConfigurationNode;
import dev.serai.connector.configuration.SourceLocation;
import dev.serai.connector.configuration.YamlReader;
import dev.serai.connector.registry.ConnectorTypes;
import dev.serai.runtime.workspace.Workspace;
import dev.serai.runtime.workspace.WorkspaceException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Reads a workspace's files; what cannot be read is a problem, and the rest is read all the same. */
final class WorkspaceModelReader {

    private final Workspace workspace;
    private final ClassLoader classLoader;
    private final UnaryOperator<String> environment;
    private final Problems problems;

    WorkspaceModelReader(
            Workspace workspace, ClassLoader classLoader, UnaryOperator<String> environment, Problems problems) {
        this.workspace = workspace;
        this.classLoader = classLoader;
        this.environment = environment;
        this.problems = problems;
    }

    WorkspaceModel read() {
        ComponentCatalog components = new ComponentCatalog(classLoader);
        List<RouteFile> files = new ArrayList<>();
        for (Path path : workspace.yamlRoutes()) {
            String name = workspace.relative(path);
            yaml(name, path).ifPresent(root -> files.add(new RouteFile(name, items(name, root), Set.of())));
        }
        Kamelets kamelets = kamelets(files);
        Placeholders placeholders = new Placeholders(properties(), environment);
        Map<String, DeclaredType> connectors = connectors(placeholders);
        // Last, because somebody may have begun to read the schema on another thread.
        ExpressionElements expressions = new ExpressionElements(RouteSchema.ofCamel());
        RouteElements elements = new RouteElements();
        files.forEach(file -> RouteWalker.walk(file, expressions, elements));
        return new WorkspaceModel(
                workspace, components, placeholders, files, elements, kamelets, connectors, expressions);
    }

    private Properties properties() {
        Properties properties = new Properties();
        try {
            properties.putAll(workspace.properties());
        } catch (WorkspaceException e) {
            problems.add(new SourceLocation("application.properties", 1, 1), e.getMessage());
        }
        properties.setProperty("serai.workspace", workspace.folder().toString());
        return properties;
    }

    /** The root of a YAML file; empty when it cannot be read, which is then reported. */
    private Optional<ConfigurationNode> yaml(String name, Path path) {
        SourceLocation start = new SourceLocation(name, 1, 1);
        try {
            Optional<ConfigurationNode> root = new YamlReader(name).read(Files.readString(path));
            if (root.isEmpty()) {
                problems.add(start, "The file is empty.");
            }
            return root;
        } catch (ConfigurationException e) {
            problems.addAll(e.problems());
        } catch (MalformedInputException e) {
            problems.add(start, "The file is not UTF-8 text.");
        } catch (IOException e) {
            problems.add(start, "The file cannot be read: " + e.getMessage() + ".");
        }
        return Optional.empty();
    }

    private List<ConfigurationNode> items(String name, ConfigurationNode root) {
        if (root.items() != null) {
            return root.items();
        }
        Optional<ConfigurationNode> flows = Kamelet.child(root, "spec", "flows").filter(node -> node.items() != null);
        if (flows.isPresent()) {
            return flows.get().items();
        }
        problems.add(
                root.location().line() == 0 ? new SourceLocation(name, 1, 1) : root.location(),
                "A route file is a list, but this is " + root.kind() + ". Begin each route with '- route:'.");
        return List.of();
    }

    /** The workspace's kamelets, whose templates are route files too, and those on the class path. */
    private Kamelets kamelets(List<RouteFile> files) {
        Kamelets kamelets = new Kamelets(classLoader);
        for (Path path : workspace.kamelets()) {
            String file = workspace.relative(path);
            String name = Kamelets.name(path.getFileName().toString());
            yaml(file, path).ifPresent(root -> {
                Kamelet kamelet = Kamelet.read(name, root);
                if (kamelet.template().isEmpty()) {
                    problems.add(root.location(), "The kamelet has no route. Write one under 'spec: template: from:'.");
                }
                files.add(new RouteFile(file, kamelet.template(), kamelet.parameters()));
                kamelets.add(kamelet);
            });
        }
        return kamelets;
    }

    private Map<String, DeclaredType> connectors(Placeholders placeholders) {
        // The syntax is reported by the check of the file itself.
        WorkspaceModelReader reader = new WorkspaceModelReader(workspace, classLoader, environment, new Problems());
        return workspace
                .connectorsFile()
                .flatMap(path -> reader.yaml(workspace.relative(path), path)
                        // To know the types loads all connectors.
                        .map(root -> new DeclaredTypes(
                                        ConnectorTypes.of(classLoader), path, placeholders, environment, problems)
                                .of(root)))
                .orElse(Map.of());
    }
}
