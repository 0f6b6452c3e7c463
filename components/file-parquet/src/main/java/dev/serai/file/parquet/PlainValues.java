/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.parquet;

import java.math.BigInteger;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;

/** Brings classes that say the same into one. */
final class PlainValues {

    private PlainValues() {}

    /**
     * A whole number is an Integer, a Long or a BigInteger, text a String, a moment an Instant, whatever its zone; what JDBC's
     * classes say is a LocalDate, LocalTime or LocalDateTime. Other values are as they were.
     */
    static Object of(Object value) {
        if (value instanceof Byte || value instanceof Short) {
            return ((Number) value).intValue();
        }
        if (value instanceof BigInteger number && number.bitLength() < Long.SIZE) {
            return number.longValue();
        }
        if (value instanceof CharSequence || value instanceof Character || value instanceof Enum) {
            return value.toString();
        }
        if (value instanceof OffsetDateTime moment) {
            return moment.toInstant();
        }
        if (value instanceof ZonedDateTime moment) {
            return moment.toInstant();
        }
        if (value instanceof java.sql.Date date) {
            return date.toLocalDate();
        }
        if (value instanceof java.sql.Time time) {
            return time.toLocalTime();
        }
        if (value instanceof java.sql.Timestamp moment) {
            return moment.toLocalDateTime();
        }
        return value instanceof Date moment ? moment.toInstant() : value;
    }
}
