/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.version;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;

/**
 * The address of an endpoint as a route spells it out.
 *
 * @param name scheme and path, such as {@code direct:price}
 * @param options with the question mark, or the empty text
 */
record Address(String name, String options) {

    private static final List<String> SLASHED = List.of("direct://", "seda://", "kamelet://");

    private static final Pattern COMPUTED = Pattern.compile("\\$(?:simple)?\\{[^}]*}");

    static Address of(String uri) {
        int query = uri.indexOf('?');
        String name = query < 0 ? uri : uri.substring(0, query);
        // Asked for each route and each step, so that a regular expression would be felt.
        boolean slashes = SLASHED.stream().anyMatch(name::startsWith);
        return new Address(slashes ? name.replaceFirst("//", "") : name, query < 0 ? "" : uri.substring(query));
    }

    /** Like {@link #of(String)}, with the placeholders of properties in its name resolved where they can be. */
    static Address of(CamelContext context, String uri) {
        Address written = of(uri);
        if (!written.name.contains("{{")) {
            return written;
        }
        try {
            return new Address(context.resolvePropertyPlaceholders(written.name), written.options);
        } catch (RuntimeException e) {
            return written;
        }
    }

    boolean isRoute() {
        return name.startsWith("direct:") || name.startsWith("seda:");
    }

    boolean isKamelet() {
        return name.startsWith("kamelet:") && !name.equals("kamelet:source") && !name.equals("kamelet:sink");
    }

    /** The template behind a kamelet's address. */
    String template() {
        String path = name.substring("kamelet:".length());
        int routeId = path.indexOf('/');
        return routeId < 0 ? path : path.substring(0, routeId);
    }

    /** Whether a part of it is known only when a message is there. */
    boolean isComputed() {
        return COMPUTED.matcher(name).find();
    }

    /** Whether this address may reach an endpoint: where a part is computed, any text may stand. */
    boolean mayReach(Address other) {
        Matcher computed = COMPUTED.matcher(name);
        StringBuilder pattern = new StringBuilder();
        int from = 0;
        while (computed.find()) {
            pattern.append(Pattern.quote(name.substring(from, computed.start())))
                    .append(".*");
            from = computed.end();
        }
        return from == 0
                ? name.equals(other.name)
                : Pattern.matches(
                        pattern.append(Pattern.quote(name.substring(from))).toString(), other.name);
    }
}
