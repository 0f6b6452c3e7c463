/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import dev.serai.connector.configuration.ScalarConverter;
import dev.serai.workflow.engine.StartRequest;
import dev.serai.workflow.journal.ExecutionRecord;
import dev.serai.workflow.journal.StartTerms;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.support.LanguageSupport;

/** The options of one {@code to: workflow:NAME}, and what they come out as for a message. Thread-safe. */
final class StartExpressions {

    private final String workflow;
    private final CamelContext camelContext;
    private final String keyText;
    private final Expression key;
    private final long keyRetention;
    private final Expression priority;
    private final Expression delay;
    private final Expression at;
    private final Expression concurrencyKey;
    private final Map<String, Expression> labels = new LinkedHashMap<>();

    /**
     * @throws IllegalArgumentException when an option cannot be right for any message
     */
    StartExpressions(CamelContext camelContext, String workflow, StartOptions options) {
        this.workflow = workflow;
        this.camelContext = camelContext;
        if (options.getDelay() != null && options.getAt() != null) {
            throw new IllegalArgumentException(
                    "workflow:" + workflow + " has both the options 'delay' and 'at'. Give one of them.");
        }
        keyText = options.getKey();
        key = expression(keyText);
        keyRetention = options.getKeyRetention();
        priority = expression(options.getPriority());
        delay = expression(options.getDelay());
        at = expression(options.getAt());
        concurrencyKey = expression(options.getConcurrencyKey());
        options.getLabels().forEach((name, text) -> labels.put(name, expression(text.toString())));
        checkConstant(options.getPriority(), this::priority);
        checkConstant(options.getDelay(), this::delay);
        checkConstant(options.getAt(), this::time);
    }

    private Expression expression(String text) {
        if (text == null) {
            return null;
        }
        Expression expression = camelContext.resolveLanguage("simple").createExpression(text);
        expression.init(camelContext);
        return expression;
    }

    private static void checkConstant(String text, Check check) {
        if (text != null && !LanguageSupport.hasSimpleFunction(text)) {
            check.read(text);
        }
    }

    /** Whether the options name the execution themselves. */
    boolean haveKey() {
        return key != null;
    }

    /**
     * @param terms with what the options do not decide
     * @param input the message, encoded
     * @param now in milliseconds since 1970
     */
    StartRequest request(Exchange exchange, byte[] input, StartTerms terms, long now) {
        StartTerms result = terms;
        if (key != null) {
            result = result.withKey(key(exchange));
        }
        if (keyRetention > 0) {
            result = result.withKey(result.idempotencyKey(), now + keyRetention);
        }
        if (priority != null) {
            result = result.withPriority(priority(text(priority, exchange)));
        }
        String limited = text(concurrencyKey, exchange);
        if (limited != null && !limited.isBlank()) {
            result = result.withConcurrencyKey(limited);
        }
        if (!labels.isEmpty()) {
            result = result.withLabels(labels(exchange));
        }
        return new StartRequest(workflow, null, input, dueAt(exchange, now), result);
    }

    private long dueAt(Exchange exchange, long now) {
        if (delay != null) {
            return Math.min(now + delay(text(delay, exchange)), ExecutionRecord.NEVER);
        }
        return at == null ? 0 : time(text(at, exchange));
    }

    private static String text(Expression expression, Exchange exchange) {
        return expression == null ? null : expression.evaluate(exchange, String.class);
    }

    private String key(Exchange exchange) {
        String value = text(key, exchange);
        if (value == null || value.isBlank()) {
            throw new UnrecoverableException(
                    "The key '" + keyText + "' of workflow:" + workflow + " gave nothing for this"
                            + " message. Choose a key that every message has, or start messages without one through another"
                            + " endpoint.");
        }
        return value;
    }

    private Map<String, String> labels(Exchange exchange) {
        Map<String, String> found = new LinkedHashMap<>();
        labels.forEach((name, expression) -> {
            String value = text(expression, exchange);
            if (value != null && !value.isEmpty()) {
                found.put(name, value);
            }
        });
        return found;
    }

    private int priority(String text) {
        try {
            return StartTerms.DEFAULTS.withPriority(Integer.parseInt(text)).priority();
        } catch (IllegalArgumentException e) {
            throw wrong("priority", text, "a whole number from 1 to 10", e);
        }
    }

    private long delay(String text) {
        try {
            long millis = ScalarConverter.duration(text == null ? "" : text).toMillis();
            return Math.min(millis, ExecutionRecord.NEVER);
        } catch (IllegalArgumentException e) {
            throw wrong("delay", text, "a duration such as 90s, 12h or 30d", e);
        }
    }

    private long time(String text) {
        try {
            return OffsetDateTime.parse(text == null ? "" : text).toInstant().toEpochMilli();
        } catch (DateTimeParseException e) {
            throw wrong("at", text, "a time such as 2026-12-24T18:00:00Z", e);
        }
    }

    private UnrecoverableException wrong(String option, String text, String expected, RuntimeException cause) {
        return new UnrecoverableException(
                "workflow:" + workflow + ": the option '" + option + "' came out as '" + text + "'. Expected "
                        + expected + ".",
                cause);
    }

    /** Reads an option that is the same for every message. */
    @FunctionalInterface
    private interface Check {
        Object read(String text);
    }
}
