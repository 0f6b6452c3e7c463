/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.math.BigDecimal;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.UUID;

/** How a value stands in a format that has only text. */
final class Values {

    private Values() {}

    /**
     * A number with every digit, a moment in its ISO form, a map or list as JSON, nothing for null.
     *
     * @throws IllegalArgumentException when a value has no text of its own
     */
    static String text(String key, Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof Date) {
            // Those of databases do not all have an instant; in JSON they stand alike.
            return Json.MAPPER.convertValue(value, String.class);
        }
        if (value instanceof CharSequence
                || value instanceof Character
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Enum
                || value instanceof UUID
                || value instanceof TemporalAccessor
                || value instanceof TemporalAmount) {
            return value.toString();
        }
        if (value instanceof Map || value instanceof Collection) {
            try {
                return Json.MAPPER.writeValueAsString(value);
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(
                        "the value of '" + key + "' cannot be written as JSON: " + e.getOriginalMessage(), e);
            }
        }
        throw new IllegalArgumentException("the value of '" + key + "' is a "
                + value.getClass().getName() + ", which has no text of its own. Convert it to text first");
    }
}
