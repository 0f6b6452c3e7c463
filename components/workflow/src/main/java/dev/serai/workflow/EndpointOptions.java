/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import dev.serai.connector.configuration.ScalarConverter;
import java.time.Duration;
import java.util.Map;

/** Checks options as written, because Camel's generated binding turns {@code attempts=abc} into 0 without a word. */
final class EndpointOptions {

    private EndpointOptions() {}

    static void check(String workflow, Map<String, Object> parameters) {
        atLeast(workflow, parameters, "maxConcurrent", "1", int.class);
        atLeast(workflow, parameters, "attempts", "1", int.class);
        atLeast(workflow, parameters, "backoff", "0", Duration.class);
        atLeast(workflow, parameters, "maxBackoff", "0", Duration.class);
        atLeast(workflow, parameters, "backoffMultiplier", "1", double.class);
        atLeast(workflow, parameters, "maxSteps", "1", int.class);
        atLeast(workflow, parameters, "retention", "1s", Duration.class);
        atLeast(workflow, parameters, "retentionCount", "0", int.class);
        atLeast(workflow, parameters, "deadLetterRetention", "0", Duration.class);
        atLeast(workflow, parameters, "timeout", "1ms", Duration.class);
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
