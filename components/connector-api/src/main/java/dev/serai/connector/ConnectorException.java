/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A failed call of a connector.
 *
 * <p>Its message is made of plain sentences: what happened, on which connector and operation, what was expected and
 * what to do. It never holds a secret.
 */
public class ConnectorException extends RuntimeException {

    private final ErrorCode errorCode;
    private final String connector;
    private final String operation;
    private final boolean neverSent;
    private final Duration retryAfter;
    private final transient Map<String, Object> details;

    private final String sentence;

    private ConnectorException(String message, Builder builder) {
        super(message, builder.cause);
        this.sentence = builder.sentence;
        this.errorCode = builder.errorCode;
        this.connector = builder.connector;
        this.operation = builder.operation;
        this.neverSent = builder.neverSent;
        this.retryAfter = builder.retryAfter;
        this.details = Map.copyOf(builder.details);
    }

    public static Builder of(ErrorCode errorCode, String sentence) {
        return new Builder(errorCode, sentence);
    }

    public ErrorCode errorCode() {
        return errorCode;
    }

    public String code() {
        return errorCode.code();
    }

    public ErrorCategory category() {
        return errorCode.category();
    }

    /** Whether the same call may succeed later without anybody changing anything. */
    public boolean recoverable() {
        return errorCode.recoverable();
    }

    /** The connector's name, or null when the failure has none. */
    public String connector() {
        return connector;
    }

    /** The operation's name, or null when the failure has none. */
    public String operation() {
        return operation;
    }

    /**
     * Whether the call certainly had no effect, because it never reached the system or because the system undid it, so
     * that even an unsafe operation may be repeated.
     */
    public boolean neverSent() {
        return neverSent;
    }

    /** How long the system asked callers to wait. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** This failure with the place it happened at, for code that knows only what went wrong; itself when it has one. */
    public ConnectorException named(String connectorName, String operationName) {
        if (connector != null) {
            return this;
        }
        Builder copy = of(errorCode, sentence)
                .connector(connectorName)
                .operation(operationName)
                .neverSent(neverSent)
                .retryAfter(retryAfter)
                .cause(getCause());
        copy.details.putAll(details);
        ConnectorException named = copy.build();
        named.setStackTrace(getStackTrace());
        return named;
    }

    /** The same failure with its texts changed, its own and those of its causes. */
    ConnectorException redacted(UnaryOperator<String> change) {
        Builder copy = of(errorCode, change.apply(getMessage()))
                .connector(connector)
                .operation(operation)
                .neverSent(neverSent)
                .retryAfter(retryAfter)
                .cause(redacted(getCause(), change));
        details.forEach((name, value) -> copy.detail(name, redacted(value, change)));
        ConnectorException redacted = copy.restore();
        redacted.setStackTrace(getStackTrace());
        return redacted;
    }

    private static Throwable redacted(Throwable cause, UnaryOperator<String> change) {
        if (cause == null) {
            return null;
        }
        RuntimeException copy = new RuntimeException(
                change.apply(cause.getClass().getName() + ": " + cause.getMessage()),
                redacted(cause.getCause(), change));
        copy.setStackTrace(cause.getStackTrace());
        return copy;
    }

    private static Object redacted(Object value, UnaryOperator<String> change) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put(key, redacted(item, change)));
            return copy;
        }
        if (value instanceof Collection<?> items) {
            return items.stream().map(item -> redacted(item, change)).toList();
        }
        return value instanceof String text ? change.apply(text) : value;
    }

    /** Facts about the failure by name: {@code status}, {@code headers}, {@code body}, {@code sqlState} … */
    public Map<String, Object> details() {
        return details;
    }

    /** Collects a failure's parts. */
    public static final class Builder {
        private final ErrorCode errorCode;
        private final String sentence;
        private final Map<String, Object> details = new LinkedHashMap<>();
        private String connector;
        private String operation;
        private boolean neverSent;
        private Duration retryAfter;
        private Throwable cause;

        private Builder(ErrorCode errorCode, String sentence) {
            this.errorCode = errorCode;
            this.sentence = sentence;
        }

        public Builder connector(String name) {
            this.connector = name;
            return this;
        }

        public Builder operation(String name) {
            this.operation = name;
            return this;
        }

        public Builder neverSent() {
            return neverSent(true);
        }

        public Builder neverSent(boolean value) {
            this.neverSent = value;
            return this;
        }

        public Builder retryAfter(Duration duration) {
            this.retryAfter = duration;
            return this;
        }

        public Builder detail(String name, Object value) {
            if (value != null) {
                details.put(name, value);
            }
            return this;
        }

        public Builder cause(Throwable throwable) {
            this.cause = throwable;
            return this;
        }

        /** A failure whose message is complete already: one that was recorded and comes back. */
        public ConnectorException restore() {
            return new ConnectorException(sentence, this);
        }

        public ConnectorException build() {
            return new ConnectorException(message(), this);
        }

        private String message() {
            StringBuilder text = new StringBuilder(errorCode.code()).append(": ");
            if (connector != null) {
                text.append("Connector '").append(connector).append('\'');
                if (operation != null) {
                    text.append(", operation '").append(operation).append('\'');
                }
                text.append(": ");
            }
            return text.append(sentence).toString();
        }
    }
}
