/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A call that the suite may make at any time, and as often as it likes.
 *
 * @param operation the operation's name
 * @param input values by field name
 * @param output what comes back, compared with {@code equals}; null when it is null or does not matter
 */
public record Call(String operation, Map<String, Object> input, Object output) {

    public Call {
        input = Map.copyOf(input);
    }

    public static Call of(String operation, Map<String, Object> input) {
        return new Call(operation, input, null);
    }

    /** The same call, with what must come back. */
    public Call giving(Object expected) {
        return new Call(operation, input, expected);
    }

    /** The same call with one input more or another value for it. */
    public Call with(String field, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(input);
        more.put(field, value);
        return new Call(operation, more, output);
    }
}
