/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.configuration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads YAML into nodes that know their line and column. */
public final class YamlReader {

    private final String file;

    /** @param file names the file in messages and locations */
    public YamlReader(String file) {
        this.file = file;
    }

    /**
     * @return the root, or empty when the text holds nothing
     * @throws ConfigurationException when the text is not YAML, or a key stands twice
     */
    public Optional<ConfigurationNode> read(String yaml) {
        LoadSettings settings = LoadSettings.builder().setLabel(file).build();
        try {
            return new Compose(settings).composeString(yaml).map(this::convert);
        } catch (MarkedYamlEngineException e) {
            SourceLocation place = e.getProblemMark().map(this::location).orElse(new SourceLocation(file, 0, 0));
            throw problem(place, "This is not YAML: " + e.getProblem() + ".");
        } catch (YamlEngineException e) {
            throw problem(new SourceLocation(file, 0, 0), "This is not YAML: " + e.getMessage());
        }
    }

    private ConfigurationNode convert(Node node) {
        if (node.isRecursive()) {
            throw problem(location(node), "A value must not contain itself.");
        }
        SourceLocation place = location(node);
        if (node instanceof ScalarNode scalar) {
            return ConfigurationNode.scalar(place, scalar.getTag().equals(Tag.NULL) ? null : scalar.getValue());
        }
        if (node instanceof SequenceNode sequence) {
            List<ConfigurationNode> items = new ArrayList<>();
            sequence.getValue().forEach(item -> items.add(convert(item)));
            return ConfigurationNode.list(place, items);
        }
        Map<String, ConfigurationNode> entries = new LinkedHashMap<>();
        Map<String, SourceLocation> keys = new LinkedHashMap<>();
        for (NodeTuple tuple : ((MappingNode) node).getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw problem(location(tuple.getKeyNode()), "A key must be plain text.");
            }
            if (entries.put(key.getValue(), convert(tuple.getValueNode())) != null) {
                throw problem(location(key), "The key '" + key.getValue() + "' stands twice. Keep one of them.");
            }
            keys.put(key.getValue(), location(key));
        }
        return ConfigurationNode.mapping(place, entries, keys);
    }

    private SourceLocation location(Node node) {
        return node.getStartMark().map(this::location).orElse(new SourceLocation(file, 0, 0));
    }

    private SourceLocation location(Mark mark) {
        return new SourceLocation(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static ConfigurationException problem(SourceLocation place, String message) {
        return new ConfigurationException(List.of(new ConfigurationProblem(place, message)));
    }
}
