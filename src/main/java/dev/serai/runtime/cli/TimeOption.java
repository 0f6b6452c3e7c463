/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import org.apache.camel.util.TimeUtils;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A time as people write it: with its zone ({@code 2026-03-01T10:00:00Z}), in the zone of the machine ({@code
 * 2026-03-01T10:00} or {@code 2026-03-01}), or how long ago it was ({@code 2h}).
 */
final class TimeOption implements ITypeConverter<Instant> {

    static final String FORMS =
            "a time such as 2026-03-01T10:00, a day such as 2026-03-01, or how long ago, such as 2h";

    @Override
    public Instant convert(String text) {
        try {
            if (text.matches("[0-9]+(ms|s|m|h|d)([0-9]+(ms|s|m|h))*")) {
                return Instant.now().minusMillis(TimeUtils.toMilliSeconds(text));
            }
            if (text.matches("[0-9-]{10}")) {
                return LocalDate.parse(text)
                        .atStartOfDay(ZoneId.systemDefault())
                        .toInstant();
            }
            return text.matches(".*(Z|[+-][0-9:]{4,6})$") && text.contains("T")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).atZone(ZoneId.systemDefault()).toInstant();
        } catch (DateTimeParseException | IllegalArgumentException e) {
            throw new TypeConversionException("'" + text + "' is no time. Write " + FORMS + ".");
        }
    }
}
