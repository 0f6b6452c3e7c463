/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import dev.serai.connector.configuration.ConfigurationNode;
import dev.serai.connector.configuration.SourceLocation;
import dev.serai.runtime.validation.EndpointUse.Side;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.util.URISupport;

/**
 * An endpoint's URI taken apart, with the settings put in.
 *
 * @param use where it stands
 * @param scheme the component
 * @param path what follows the scheme, without the query; may end where a dynamic part begins
 * @param dynamicPath whether an expression gives part of the path
 * @param options from the query and from {@code parameters}, with their places
 */
record EndpointUri(EndpointUse use, String scheme, String path, boolean dynamicPath, Map<String, OptionValue> options) {

    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)(?::(.*))?", Pattern.DOTALL);

    /**
     * The value of an option.
     *
     * @param text null when it is not a single value
     * @param node what stands there, or null when it stands in the URI
     */
    record OptionValue(String text, SourceLocation location, SourceLocation keyLocation, ConfigurationNode node) {

        /** Whether the value is only known when the route runs. */
        boolean dynamic() {
            return text != null && (text.contains("{{") || text.contains("${") || text.startsWith("#"));
        }
    }

    /** Takes a URI apart; empty when not even its scheme is known before the route runs. */
    static Optional<EndpointUri> parse(EndpointUse use, Placeholders placeholders) {
        String uri = placeholders.substitute(use.uri()).trim();
        String whole = uri;
        boolean dynamicPath = false;
        if (use.side() == Side.DYNAMIC_PRODUCER || use.side() == Side.POLLING) {
            int function = uri.indexOf("${");
            int query = uri.indexOf('?');
            dynamicPath = function >= 0 && (query < 0 || function < query);
            whole = dynamicPath ? uri.substring(0, function) : uri;
        }
        String beforeQuery = URISupport.stripQuery(whole);
        Matcher matcher = SCHEME.matcher(beforeQuery);
        if (!matcher.matches() || (dynamicPath && matcher.group(2) == null)) {
            return Optional.empty();
        }
        String path = matcher.group(2) == null ? "" : matcher.group(2);
        Map<String, OptionValue> options = new LinkedHashMap<>();
        query(whole)
                .forEach((name, value) -> options.put(
                        name, new OptionValue(String.valueOf(value), use.location(), use.location(), null)));
        use.declaredParameters()
                .forEach((name, node) -> options.put(
                        name,
                        new OptionValue(
                                node.text() == null ? null : withoutRaw(placeholders.substitute(node.text())),
                                node.location(),
                                use.parameters().keyLocation(name),
                                node)));
        return Optional.of(new EndpointUri(use, matcher.group(1), path, dynamicPath, options));
    }

    private static Map<String, Object> query(String uri) {
        String query = URISupport.extractQuery(uri);
        try {
            Map<String, Object> values = query == null ? Map.of() : URISupport.parseQuery(query, true, true);
            URISupport.resolveRawParameterValues(values);
            return values;
        } catch (URISyntaxException e) {
            return Map.of();
        }
    }

    private static String withoutRaw(String text) {
        Map<String, Object> value = new HashMap<>(Map.of("", text));
        URISupport.resolveRawParameterValues(value);
        return (String) value.get("");
    }

    /** The path without the slashes that some write before it. */
    String name() {
        return path.startsWith("//") ? path.substring(2) : path;
    }
}
