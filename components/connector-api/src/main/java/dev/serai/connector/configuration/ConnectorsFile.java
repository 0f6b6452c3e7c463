/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.configuration;

import dev.serai.connector.ConnectorFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code connectors.yaml}. */
public final class ConnectorsFile {

    private final ConfigurationBinder binder;
    private final DeclarationReader reader;

    /** @param factories by type */
    public ConnectorsFile(Map<String, ConnectorFactory<?>> factories, ConfigurationBinder binder) {
        this.binder = binder;
        this.reader = new DeclarationReader(factories, binder);
    }

    /**
     * @param file the name to use in messages
     * @param yaml the file's text
     * @return every declaration, in the order of the file
     * @throws ConfigurationException when anything is wrong, with all that is
     */
    public List<ConnectorDeclaration<?>> read(String file, String yaml) {
        List<ConnectorDeclaration<?>> declarations = new ArrayList<>();
        Map<String, SourceLocation> names = new LinkedHashMap<>();
        new YamlReader(file).read(yaml).ifPresent(root -> {
            for (ConfigurationNode node : items(root)) {
                reader.read(node).ifPresent(declaration -> {
                    SourceLocation first =
                            names.putIfAbsent(declaration.settings().name(), declaration.location());
                    if (first != null) {
                        binder.problem(
                                declaration.location(),
                                "A connector named '" + declaration.settings().name() + "' is already declared in line "
                                        + first.line() + ". Rename one of them.");
                    }
                    declarations.add(declaration);
                });
            }
        });
        if (!binder.problems().isEmpty()) {
            throw new ConfigurationException(binder.problems());
        }
        return declarations;
    }

    private List<ConfigurationNode> items(ConfigurationNode root) {
        if (root.entries() == null || !root.entries().containsKey("connectors")) {
            binder.problem(root.location(), "Expected a list under the key 'connectors'.");
            return List.of();
        }
        root.entries().keySet().stream()
                .filter(key -> !key.equals("connectors"))
                .forEach(key -> binder.problem(
                        root.keyLocation(key), "Unknown key '" + key + "'. The only key here is 'connectors'."));
        ConfigurationNode list = root.entries().get("connectors");
        if (list.items() == null) {
            if (list.text() != null || list.entries() != null) {
                binder.problem(list.location(), "'connectors' must be a list, but is " + list.kind() + ".");
            }
            return List.of();
        }
        return list.items();
    }
}
