/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.yaml;

import dev.serai.connector.camel.EndpointText;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.dsl.yaml.common.exception.YamlDeserializationException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * The {@code parameters} that stand beside the URI of a connector, or beside the name of a Kamelet of Serai's. Camel makes a
 * query of them without encoding it: {@code a + b} would arrive as {@code a   b}.
 */
final class ConnectorParameters {

    private static final Pattern URI =
            Pattern.compile("(connector|serai-[a-z0-9-]+|kamelet:serai-[a-z0-9-]+)([:/].*)?");
    private static final Pattern KAMELET = Pattern.compile("serai-[a-z0-9-]+");

    /** An anchor's node stands in many places, but is written once. */
    private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private ConnectorParameters() {}

    /**
     * Writes the values of all such parameters below a node so that a URI holds them.
     *
     * @throws YamlDeserializationException with the place of a value that no URI holds
     */
    static void write(Node root) {
        new ConnectorParameters().visit(root);
    }

    private void visit(Node node) {
        if (!seen.add(node)) {
            return;
        }
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(this::visit);
        } else if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(tuple -> visit(tuple.getValueNode()));
            Node parameters = value(mapping, "parameters");
            if (parameters instanceof MappingNode given && isOfConnector(mapping)) {
                given.setValue(written(given.getValue()));
            }
        }
    }

    private static boolean isOfConnector(MappingNode mapping) {
        return matches(mapping, "uri", URI) || matches(mapping, "name", KAMELET);
    }

    private static boolean matches(MappingNode mapping, String key, Pattern pattern) {
        return value(mapping, key) instanceof ScalarNode text
                && pattern.matcher(text.getValue()).matches();
    }

    private static Node value(MappingNode mapping, String key) {
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key)) {
                return tuple.getValueNode();
            }
        }
        return null;
    }

    private static List<NodeTuple> written(List<NodeTuple> parameters) {
        return parameters.stream()
                .map(parameter -> parameter.getValueNode() instanceof ScalarNode value
                        ? new NodeTuple(parameter.getKeyNode(), written(value))
                        : parameter)
                .toList();
    }

    private static Node written(ScalarNode value) {
        try {
            String text = EndpointText.written(value.getValue());
            return text.equals(value.getValue())
                    ? value
                    : new ScalarNode(
                            Tag.STR, true, text, value.getScalarStyle(), value.getStartMark(), value.getEndMark());
        } catch (IllegalArgumentException e) {
            throw new YamlDeserializationException(value, e.getMessage());
        }
    }
}
