/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import dev.serai.connector.configuration.ConfigurationNode;
import dev.serai.connector.configuration.SourceLocation;
import dev.serai.runtime.validation.EndpointUse.Side;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds routes, steps, endpoints and expressions in YAML. Takes files as they are: what does not have the expected
 * shape is passed over, since the schema reports it.
 */
final class RouteWalker {

    /** Keys whose content is data, not route definitions. */
    private static final Set<String> DATA =
            Set.of("parameters", "properties", "constructors", "beans", "restConfiguration", "dataFormats");

    private static final Map<String, Side> ENDPOINTS = Map.of(
            "from", Side.CONSUMER,
            "to", Side.PRODUCER,
            "wireTap", Side.PRODUCER,
            "toD", Side.DYNAMIC_PRODUCER,
            "poll", Side.POLLING,
            "deadLetterUri", Side.PRODUCER,
            "sagaCompensation", Side.PRODUCER);

    /** EIPs whose expression gives the URI of an endpoint. */
    private static final Map<String, Side> ENDPOINT_EXPRESSIONS =
            Map.of("enrich", Side.DYNAMIC_PRODUCER, "pollEnrich", Side.POLLING);

    private static final Set<String> PREDICATES =
            Set.of("filter", "when", "validate", "onWhen", "handled", "continued", "retryWhile", "completionPredicate");

    private final ExpressionElements expressions;
    private final RouteElements elements;
    private final Set<String> placeholders;

    private RouteWalker(ExpressionElements expressions, RouteElements elements, Set<String> placeholders) {
        this.expressions = expressions;
        this.elements = elements;
        this.placeholders = placeholders;
    }

    static void walk(RouteFile file, ExpressionElements expressions, RouteElements elements) {
        RouteWalker walker = new RouteWalker(expressions, elements, file.parameters());
        for (ConfigurationNode item : file.items()) {
            if (item.entries() != null) {
                item.entries().forEach((key, value) -> walker.topLevel(key, value, item.keyLocation(key)));
            }
        }
    }

    private void topLevel(String key, ConfigurationNode value, SourceLocation location) {
        if (key.equals("route") || key.equals("from")) {
            elements.add(new RouteUse(value, location));
        }
        Set<String> parameters = key.equals("routeTemplate") ? templateParameters(value) : placeholders;
        new RouteWalker(expressions, elements, parameters).element(key, value);
    }

    private static Set<String> templateParameters(ConfigurationNode template) {
        if (template.entries() == null || !template.entries().containsKey("parameters")) {
            return Set.of();
        }
        List<ConfigurationNode> items = template.entries().get("parameters").items();
        return items == null
                ? Set.of()
                : items.stream()
                        .filter(item -> item.entries() != null
                                && item.entries().containsKey("name")
                                && item.entries().get("name").text() != null)
                        .map(item -> item.entries().get("name").text())
                        .collect(java.util.stream.Collectors.toUnmodifiableSet());
    }

    private void element(String key, ConfigurationNode value) {
        if (DATA.contains(key)) {
            return;
        }
        if (ENDPOINTS.containsKey(key)) {
            endpoint(ENDPOINTS.get(key), value);
        }
        if (key.equals("steps") && value.items() != null) {
            steps(value.items());
        } else if (value.items() != null) {
            value.items().forEach(item -> element(key, item));
        } else if (value.entries() != null) {
            boolean takesExpression = expressions.takesExpression(key);
            value.entries().forEach((name, child) -> {
                if (takesExpression && expressions.isLanguage(name)) {
                    expression(key, name, value.keyLocation(name), child);
                } else {
                    element(expressionHolder(key, name), child);
                }
            });
        }
    }

    /** What stands under {@code expression} belongs to the EIP above it. */
    private String expressionHolder(String eip, String name) {
        return name.equals("expression") && expressions.takesExpression(eip) ? eip : name;
    }

    private void steps(List<ConfigurationNode> items) {
        for (int i = 0; i < items.size(); i++) {
            ConfigurationNode item = items.get(i);
            if (item.entries() != null) {
                boolean last = i == items.size() - 1;
                // An item with several keys is reported as such; what is wrong with each cannot be known.
                boolean readable = item.entries().size() == 1;
                item.entries().forEach((name, definition) -> {
                    if (readable) {
                        elements.add(new StepUse(name, item.keyLocation(name), definition, last));
                    }
                    element(name, definition);
                });
            }
        }
    }

    private void endpoint(Side side, ConfigurationNode value) {
        if (value.text() != null) {
            elements.add(new EndpointUse(side, value.text(), value.location(), null, placeholders));
        } else if (value.entries() != null) {
            ConfigurationNode uri = value.entries().get("uri");
            if (uri != null && uri.text() != null) {
                elements.add(new EndpointUse(
                        side, uri.text(), uri.location(), value.entries().get("parameters"), placeholders));
            }
        }
    }

    private void expression(String eip, String language, SourceLocation languageLocation, ConfigurationNode value) {
        String name = language;
        SourceLocation nameLocation = languageLocation;
        ConfigurationNode text = value;
        if (value.entries() != null) {
            text = value.entries().get("expression");
            ConfigurationNode chosen = value.entries().get("language");
            if (language.equals("language") && chosen != null && chosen.text() != null) {
                name = chosen.text();
                nameLocation = chosen.location();
            }
        }
        String written = text == null ? null : text.text();
        SourceLocation location = text == null ? value.location() : text.location();
        elements.add(new ExpressionUse(name, nameLocation, written, location, PREDICATES.contains(eip)));
        if (ENDPOINT_EXPRESSIONS.containsKey(eip)
                && written != null
                && (name.equals("constant") || name.equals("simple"))) {
            elements.add(new EndpointUse(ENDPOINT_EXPRESSIONS.get(eip), written, location, null, placeholders));
        }
    }
}
