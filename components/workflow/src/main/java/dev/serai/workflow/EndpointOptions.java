/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import dev.serai.connector.configuration.ScalarConverter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Checks options as written, because Camel's generated binding turns {@code attempts=abc} into 0 without a word. */
final class EndpointOptions {

    /** Begins the options that give a step a time limit of its own. */
    static final String STEP_TIMEOUT = "stepTimeout.";

    /** Begins the options that give an execution a label. */
    static final String LABEL = "label.";

    private EndpointOptions() {}

    static void check(String workflow, Map<String, Object> parameters) {
        atLeast(workflow, parameters, "maxConcurrent", "1", int.class);
        atLeast(workflow, parameters, "maxConcurrentPerKey", "1", int.class);
        atLeast(workflow, parameters, "executionTimeout", "1ms", Duration.class);
        atLeast(workflow, parameters, "stepTimeout", "1ms", Duration.class);
        parameters.keySet().stream()
                .filter(option -> option.startsWith(STEP_TIMEOUT))
                .forEach(option -> atLeast(workflow, parameters, option, "1ms", Duration.class));
        atLeast(workflow, parameters, "keyRetention", "1ms", Duration.class);
        atLeast(workflow, parameters, "attempts", "1", int.class);
        atLeast(workflow, parameters, "backoff", "0", Duration.class);
        atLeast(workflow, parameters, "maxBackoff", "0", Duration.class);
        atLeast(workflow, parameters, "backoffMultiplier", "1", double.class);
        atLeast(workflow, parameters, "maxSteps", "1", int.class);
        atLeast(workflow, parameters, "retention", "1s", Duration.class);
        atLeast(workflow, parameters, "retentionCount", "0", int.class);
        atLeast(workflow, parameters, "deadLetterRetention", "0", Duration.class);
        atLeast(workflow, parameters, "timeout", "1ms", Duration.class);
        reaction(workflow, parameters, "onTimeout");
        reaction(workflow, parameters, "onReject");
        duration(workflow, parameters);
        oneOf(workflow, parameters, "stage", List.of("draft", "active", "deprecated"));
    }

    private static void oneOf(String workflow, Map<String, Object> parameters, String option, List<String> allowed) {
        Object value = parameters.get(option);
        if (value != null && !allowed.contains(value)) {
            throw new IllegalArgumentException("workflow:" + workflow + ": the option '" + option + "' has the value '"
                    + value + "'. Expected one of " + String.join(", ", allowed) + ".");
        }
    }

    private static void reaction(String workflow, Map<String, Object> parameters, String option) {
        if (parameters.get(option) instanceof String text
                && Arrays.stream(Reaction.values()).noneMatch(one -> one.name().equalsIgnoreCase(text))) {
            throw new IllegalArgumentException("workflow:" + workflow + ": the option '" + option + "' has the value '"
                    + text + "'. Expected 'fail' or 'continue'.");
        }
    }

    /** A duration that the message decides can only be checked when the step runs. */
    private static void duration(String workflow, Map<String, Object> parameters) {
        if (parameters.get("duration") instanceof String text && !text.contains("{")) {
            atLeast(workflow, parameters, "duration", "0", Duration.class);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static void atLeast(
            String workflow, Map<String, Object> parameters, String option, String least, Class<?> type) {
        if (!(parameters.get(option) instanceof String text)) {
            return;
        }
        String expected;
        try {
            Comparable value = (Comparable) ScalarConverter.convert(text, type);
            if (value.compareTo(ScalarConverter.convert(least, type)) >= 0) {
                return;
            }
            expected = "Expected at least " + least + ".";
        } catch (IllegalArgumentException e) {
            expected = e.getMessage();
        }
        throw new IllegalArgumentException(
                "workflow:" + workflow + ": the option '" + option + "' has the value '" + text + "'. " + expected);
    }
}
