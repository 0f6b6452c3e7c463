/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.connector.Names;
import dev.serai.connector.Redaction;
import dev.serai.connector.configuration.ConfigurationNode;
import dev.serai.connector.configuration.ConfigurationOption;
import dev.serai.connector.configuration.LiteralSecrets;
import dev.serai.connector.configuration.References;
import dev.serai.connector.configuration.YamlReader;
import dev.serai.connector.specification.ConnectorSpecification;
import dev.serai.runtime.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.util.URISupport;

/**
 * A declaration as it stands in connectors.yaml, whether it can be used or not. References are not resolved, so that nothing
 * secret is known here but what somebody wrote into the file.
 */
final class DeclarationAsWritten {

    private final ConfigurationNode node;

    private DeclarationAsWritten(ConfigurationNode node) {
        this.node = node;
    }

    /** The declarations of a workspace, in the order of the file; what is no declaration is passed over. */
    static List<DeclarationAsWritten> all(Workspace workspace) throws IOException {
        Optional<Path> file = workspace.connectorsFile();
        if (file.isEmpty()) {
            return List.of();
        }
        return new YamlReader(workspace.relative(file.get()))
                        .read(Files.readString(file.get()))
                        .flatMap(root -> entry(root, "connectors"))
                        .map(ConfigurationNode::items)
                        .stream()
                        .flatMap(List::stream)
                        .filter(node -> entry(node, "name").isPresent())
                        .map(DeclarationAsWritten::new)
                        .toList();
    }

    String name() {
        return text("name");
    }

    /** As it stands there; empty when the declaration names none. */
    String type() {
        return text("type");
    }

    /** A type that only says what kind of system it is has the connector's own type here; else it is often empty. */
    String provider() {
        return text("provider");
    }

    /** The file and line. */
    String place() {
        return node.location().file() + ":" + node.location().line();
    }

    private String text(String key) {
        return entry(node, key).map(ConfigurationNode::text).orElse("");
    }

    /**
     * Every value by its path. A secret is shown only when it is nothing but a reference; so is the value of an option that
     * the type does not have, which may be a misspelt secret.
     */
    Map<String, String> options(ConnectorSpecification specification) {
        Map<String, String> options = new LinkedHashMap<>();
        collect("", node, specification, options);
        return options;
    }

    private static void collect(
            String path, ConfigurationNode node, ConnectorSpecification specification, Map<String, String> options) {
        if (node.entries() != null) {
            node.entries()
                    .forEach((key, value) ->
                            collect(path.isEmpty() ? key : path + "." + key, value, specification, options));
            return;
        }
        boolean open = specification.leaves().anyMatch(option -> !option.secret() && shows(option, path));
        Stream<String> texts = node.items() == null
                ? Stream.ofNullable(node.text())
                : node.items().stream().map(item -> item.text() == null ? item.kind() : item.text());
        options.put(path, String.join(", ", texts.map(text -> shown(text, open)).toList()));
    }

    /** Whether an option is the one of this path, or a map that has an entry there whose name is not that of a secret. */
    private static boolean shows(ConfigurationOption option, String path) {
        if (Names.same(option.path(), path)) {
            return true;
        }
        String pair = "x?" + path.substring(path.lastIndexOf('.') + 1) + "=value";
        return option.kind() == ConfigurationOption.Kind.MAP
                && Names.fold(path).startsWith(Names.fold(option.path()) + ".")
                && URISupport.sanitizeUri(pair).equals(pair);
    }

    private static String shown(String text, boolean open) {
        return References.isPure(text) || (open && !LiteralSecrets.standIn(text)) ? text : Redaction.MASK;
    }

    private static Optional<ConfigurationNode> entry(ConfigurationNode node, String name) {
        return node.entries() == null
                ? Optional.empty()
                : node.entries().entrySet().stream()
                        .filter(entry -> Names.same(entry.getKey(), name))
                        .map(Map.Entry::getValue)
                        .findFirst();
    }
}
