/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.value;

import dev.serai.workflow.mistake.Mistake;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.converter.stream.InputStreamCache;

/**
 * An exchange's values before a step, kept to find what the step changed. A value that can change in place is compared
 * by its bytes, because a step may add to a map without replacing it.
 */
public final class ExchangeSnapshot {

    private final ValueCodec codec;
    private final Kept body;
    private final Map<String, Kept> headers;
    private final Map<String, Kept> properties;
    private final Map<String, Kept> variables;
    private final ExchangePattern pattern;
    private final ErrorHandlerState errorHandlers;
    private final Throwable caught;

    private ExchangeSnapshot(ValueCodec codec, Exchange exchange) {
        this.codec = codec;
        Message message = exchange.getMessage();
        this.body = new Kept(message.getBody(), bytes(ExchangeChange.BODY, streamless(message)));
        this.headers = keep(ExchangeSnapshot::header, message.getHeaders());
        this.properties = keep(ExchangeSnapshot::property, exchange.getProperties());
        this.variables = keep(ExchangeSnapshot::variable, exchange.hasVariables() ? exchange.getVariables() : Map.of());
        this.pattern = exchange.getPattern();
        this.errorHandlers = ErrorHandlerState.of(exchange);
        this.caught = caught(exchange);
    }

    private static Throwable caught(Exchange exchange) {
        return exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class);
    }

    /**
     * @throws UnrecordableValueException when a value could not be told changed from unchanged
     */
    public static ExchangeSnapshot take(ValueCodec codec, Exchange exchange) {
        return new ExchangeSnapshot(codec, exchange);
    }

    /** The body as it was before the step, encoded; null when it was a stream. */
    public byte[] encodedBody() {
        return body.value instanceof StreamCache
                ? null
                : body.bytes != null ? body.bytes : codec.encode(ExchangeChange.BODY, body.value);
    }

    /**
     * Gives an exchange that the step did not touch values of its own, in place of those that a late step may still
     * change.
     */
    public void separate(Exchange exchange) {
        Message message = exchange.getMessage();
        if (body.value instanceof StreamCache cache) {
            try {
                message.setBody(cache.copy(exchange));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        } else if (body.bytes != null) {
            message.setBody(codec.decode(body.bytes));
        }
        headers.forEach((name, kept) -> kept.separate(codec, value -> message.setHeader(name, value)));
        properties.forEach((name, kept) -> kept.separate(codec, value -> exchange.setProperty(name, value)));
        variables.forEach((name, kept) -> kept.separate(codec, value -> exchange.setVariable(name, value)));
    }

    /** Makes an exchange what it was before the step, because what the step left on it cannot be recorded. */
    public void restore(Exchange exchange) {
        Message message = exchange.getMessage();
        message.setBody(body.unchanged(codec));
        holdStream(message);
        restore(headers, message.getHeaders(), message::setHeader, message::removeHeader);
        restore(properties, exchange.getProperties(), exchange::setProperty, exchange::removeProperty);
        restore(
                variables,
                exchange.hasVariables() ? exchange.getVariables() : Map.of(),
                exchange::setVariable,
                exchange::removeVariable);
        exchange.setPattern(pattern);
    }

    private void restore(
            Map<String, Kept> before,
            Map<String, Object> after,
            BiConsumer<String, Object> setter,
            Consumer<String> remover) {
        for (String name : List.copyOf(after.keySet())) {
            boolean added = !before.containsKey(name) && !ExchangeProperties.OWN.contains(name);
            if (added && !isTechnical(name, after.get(name))) {
                remover.accept(name);
            }
        }
        before.forEach((name, kept) -> setter.accept(name, kept.unchanged(codec)));
    }

    /**
     * What is different now.
     *
     * @throws UnrecordableValueException when a new value cannot be recorded
     */
    public ExchangeChange changeTo(Exchange exchange) {
        Message message = exchange.getMessage();
        holdStream(message);
        MessageState.stopCookies(message);
        Set<String> inPlace = new HashSet<>();
        boolean bodyChanged = !same(body, message.getBody(), ExchangeChange.BODY);
        if (bodyChanged && body.value == message.getBody()) {
            inPlace.add(ExchangeChange.BODY);
        }
        Difference headerChange = difference(ExchangeSnapshot::header, headers, message.getHeaders(), inPlace);
        Difference propertyChange =
                difference(ExchangeSnapshot::property, properties, exchange.getProperties(), inPlace);
        Difference variableChange = difference(
                ExchangeSnapshot::variable,
                variables,
                exchange.hasVariables() ? exchange.getVariables() : Map.of(),
                inPlace);
        return new ExchangeChange(
                bodyChanged,
                message.getBody(),
                headerChange,
                propertyChange,
                variableChange,
                exchange.isRouteStop(),
                inPlace,
                exchange.getPattern() == pattern ? null : exchange.getPattern(),
                changed(ErrorHandlerState.of(exchange)),
                null);
    }

    private ErrorHandlerState changed(ErrorHandlerState now) {
        return now.equals(errorHandlers) ? null : now;
    }

    /** A failure that was caught since, and that expressions may still look at. */
    public Optional<Throwable> caughtSince(Exchange exchange) {
        return Optional.ofNullable(caught(exchange)).filter(now -> now != caught);
    }

    /** Reads a stream that can be read only once, so that the route and the record both have it. */
    private static void holdStream(Message message) {
        if (message.getBody() instanceof StreamCache cache) {
            cache.reset();
        } else if (message.getBody() instanceof InputStream stream) {
            try (stream) {
                message.setBody(new InputStreamCache(stream.readAllBytes()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Object streamless(Message message) {
        holdStream(message);
        return message.getBody() instanceof StreamCache ? null : message.getBody();
    }

    private byte[] bytes(String place, Object value) {
        return ValueCodec.isImmutable(value) ? null : codec.encode(place, value);
    }

    private Map<String, Kept> keep(UnaryOperator<String> place, Map<String, Object> values) {
        Map<String, Kept> kept = new HashMap<>();
        values.forEach((name, value) -> {
            if (!ExchangeProperties.OWN.contains(name)) {
                kept.put(name, new Kept(value, isTechnical(name, value) ? null : bytes(place.apply(name), value)));
            }
        });
        return kept;
    }

    /** @param inPlace gets the places of values that are the same objects as before, with other content */
    private Difference difference(
            UnaryOperator<String> place, Map<String, Kept> before, Map<String, Object> after, Set<String> inPlace) {
        Map<String, Object> set = new LinkedHashMap<>();
        after.forEach((name, value) -> {
            if (ExchangeProperties.OWN.contains(name) || isTechnical(name, value)) {
                return;
            }
            Kept kept = before.get(name);
            if (kept == null || !same(kept, value, place.apply(name))) {
                codecAccepts(place.apply(name), value);
                set.put(name, value);
                if (kept != null && kept.value == value) {
                    inPlace.add(place.apply(name));
                }
            }
        });
        List<String> removed = new ArrayList<>();
        before.keySet().stream().filter(name -> !after.containsKey(name)).forEach(removed::add);
        return new Difference(set, removed);
    }

    /**
     * Camel's components leave handles of their own (a request, a file) under names that begin with Camel. Such a
     * handle means nothing in another process, so it stops at the step that made it.
     */
    private boolean isTechnical(String name, Object value) {
        if (!name.startsWith("Camel") || ValueCodec.isImmutable(value)) {
            return false;
        }
        try {
            codec.encode(name, value);
            return false;
        } catch (UnrecordableValueException e) {
            return true;
        }
    }

    private boolean same(Kept before, Object after, String place) {
        if (after instanceof StreamCache || Mistake.COMPARES_BY_IDENTITY.isMade()) {
            return before.value == after;
        }
        if (ValueCodec.isImmutable(after)) {
            return before.value == after || (after != null && after.equals(before.value));
        }
        byte[] bytes = codec.encode(place, after);
        return before.bytes != null && Arrays.equals(before.bytes, bytes);
    }

    private void codecAccepts(String place, Object value) {
        if (!ValueCodec.isImmutable(value)) {
            codec.encode(place, value);
        }
    }

    static String header(String name) {
        return "header '" + name + "'";
    }

    static String property(String name) {
        return "exchange property '" + name + "'";
    }

    static String variable(String name) {
        return "variable '" + name + "'";
    }

    /** A value, and its bytes when it can change in place. */
    private record Kept(Object value, byte[] bytes) {

        Object unchanged(ValueCodec codec) {
            return bytes == null || hasItsBytes(codec) ? value : codec.decode(bytes);
        }

        private boolean hasItsBytes(ValueCodec codec) {
            try {
                return Arrays.equals(bytes, codec.encode("value", value));
            } catch (UnrecordableValueException e) {
                return false;
            }
        }

        void separate(ValueCodec codec, Consumer<Object> setter) {
            if (bytes != null) {
                setter.accept(codec.decode(bytes));
            }
        }
    }

    /** What was set and what is gone. */
    record Difference(Map<String, Object> set, List<String> removed) {

        static final Difference NONE = new Difference(Map.of(), List.of());
    }
}
