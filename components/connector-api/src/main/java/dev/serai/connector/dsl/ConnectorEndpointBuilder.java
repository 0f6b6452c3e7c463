/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.dsl;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Expression;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.builder.EndpointConsumerBuilder;
import org.apache.camel.builder.EndpointProducerBuilder;

/**
 * The endpoint of a connector's operation, for {@code from(…)} and {@code to(…)} of a route in Java:
 * {@code connector("orders-db", "query").with("sql", "SELECT …").with("fetchMode", "one")}. Any character may stand in a
 * value; {@code {{…}}} is a property placeholder as everywhere in a route. What is wrong with an
 * option is said when the route is added to a context. Not thread-safe.
 */
public final class ConnectorEndpointBuilder implements EndpointConsumerBuilder, EndpointProducerBuilder {

    private static final Pattern PLAIN = Pattern.compile("[\\w.:/,-]*");

    private final String path;
    private final Map<String, Object> options = new LinkedHashMap<>();

    private ConnectorEndpointBuilder(String scheme, String name, String operation) {
        this.path = scheme + ":" + required("connector", name) + "/" + required("operation", operation);
    }

    /**
     * An operation of a connector that is declared by name.
     *
     * @param name the connector's name, or a placeholder of it
     */
    public static ConnectorEndpointBuilder connector(String name, String operation) {
        return new ConnectorEndpointBuilder("connector", name, operation);
    }

    /**
     * An operation by the scheme of a connector's jar: {@code serai-sql:orders-db/query}.
     *
     * @param type the connector's type, such as {@code sql}
     * @param name the connector's name, or {@code adhoc} for one whose connection stands among the options
     */
    public static ConnectorEndpointBuilder typed(String type, String name, String operation) {
        return new ConnectorEndpointBuilder("serai-" + required("type", type), name, operation);
    }

    /**
     * Sets an option: an input of the operation, or one that every Camel endpoint has.
     *
     * @param value what the input takes, as text or as it is: a number, a duration, a list …; of a map each entry becomes
     *     an option of its own, as in {@code headers.Accept}
     * @throws IllegalArgumentException for null
     */
    public ConnectorEndpointBuilder with(String option, Object value) {
        doSetProperty(option, value);
        return this;
    }

    @Override
    public void doSetProperty(String name, Object value) {
        if (value instanceof Map<?, ?> entries) {
            entries.forEach((key, entry) -> options.put(name + "." + key, present(name, entry)));
        } else {
            options.put(name, present(name, value));
        }
    }

    @Override
    public void doSetMultiValueProperty(String name, String key, Object value) {
        doSetProperty(key, value);
    }

    @Override
    public void doSetMultiValueProperties(String name, String prefix, Map<String, Object> values) {
        values.forEach((key, value) -> doSetProperty(prefix + key, value));
    }

    @Override
    public Endpoint resolve(CamelContext camelContext) throws NoSuchEndpointException {
        Endpoint endpoint = camelContext.getEndpoint(key(), options);
        if (endpoint == null) {
            throw new NoSuchEndpointException(path);
        }
        return endpoint;
    }

    @Override
    public <T extends Endpoint> T resolve(CamelContext camelContext, Class<T> endpointType)
            throws NoSuchEndpointException {
        return endpointType.cast(resolve(camelContext));
    }

    /** The URI for people to read: its values are not encoded. */
    @Override
    public String getRawUri() {
        return uri(options);
    }

    /** The URI as a text with simple functions in it, as {@code toD} takes it. */
    @Override
    public Expression expr(CamelContext camelContext) {
        return camelContext.resolveLanguage("simple").createExpression(uri(options));
    }

    @Override
    public String toString() {
        return getRawUri();
    }

    /**
     * What the endpoint is kept under. The options themselves go beside it: in a URI Camel drops line breaks, and takes an
     * encoded {@code &} for the end of a value.
     */
    private String key() {
        Map<String, Object> shown = new LinkedHashMap<>(options);
        shown.values().removeIf(value -> !PLAIN.matcher(text(value)).matches());
        if (shown.size() < options.size()) {
            // Camel leaves this one out of the options.
            shown.put("hash", UUID.nameUUIDFromBytes(getRawUri().getBytes(StandardCharsets.UTF_8)));
        }
        return uri(shown);
    }

    private String uri(Map<String, Object> shown) {
        return shown.isEmpty()
                ? path
                : shown.entrySet().stream()
                        .map(option -> option.getKey() + "=" + text(option.getValue()))
                        .collect(Collectors.joining("&", path + "?", ""));
    }

    private static String text(Object value) {
        if (value instanceof Collection<?> items) {
            return items.stream().map(ConnectorEndpointBuilder::text).collect(Collectors.joining(","));
        }
        return value instanceof Duration duration ? duration.toMillis() + "ms" : value.toString();
    }

    private static Object present(String option, Object value) {
        if (value == null) {
            throw new IllegalArgumentException(
                    "The option '" + option + "' has no value. Leave it out, or give it one.");
        }
        return value;
    }

    private static String required(String part, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("The " + part + " of an endpoint is missing.");
        }
        return value;
    }
}
