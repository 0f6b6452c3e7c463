/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import java.util.regex.Pattern;

/** The durations that Camel reads. It also "reads" others, by dropping what it does not understand. */
final class Durations {

    private static final String UNIT = "(ms|millis|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hours?|d|days?)";
    private static final Pattern READABLE =
            Pattern.compile("(?i)-?\\d+|(\\d+(\\.\\d+)?\\s*" + UNIT + "\\s*)+|P[0-9.DTHMS]+");

    private Durations() {}

    static boolean readable(String text) {
        return READABLE.matcher(text).matches();
    }
}
