/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

import dev.serai.connector.configuration.ByteSize;
import dev.serai.connector.configuration.ScalarConverter;
import java.math.BigDecimal;
import java.time.Duration;

/** Numbers, durations and sizes next to the ends of an option's range, as a user would write them. */
final class Amounts {

    private Amounts() {}

    /** A little less than the least. */
    static String below(OptionPath option) {
        return next(option, option.option().min(), -1);
    }

    /** A little more than the most. */
    static String above(OptionPath option) {
        return next(option, option.option().max(), 1);
    }

    private static String next(OptionPath option, String end, int step) {
        Object value = ScalarConverter.convert(end, option.type());
        if (value instanceof Duration duration) {
            return String.valueOf(duration.toMillis() + step);
        }
        if (value instanceof ByteSize size) {
            return String.valueOf(size.bytes() + step);
        }
        if (value instanceof Double number) {
            return BigDecimal.valueOf(number)
                    .add(new BigDecimal(step).movePointLeft(4))
                    .toPlainString();
        }
        return String.valueOf(((Number) value).longValue() + step);
    }
}
