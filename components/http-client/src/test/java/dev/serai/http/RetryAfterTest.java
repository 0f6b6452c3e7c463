/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource(
            value = {
                "120; PT2M",
                "0; PT0S",
                " 5 ; PT5S",
                "Sat, 21 Nov 2026 10:00:30 GMT; PT30S",
                "Sat, 21 Nov 2026 09:00:00 GMT; PT0S",
                "soon;",
                "-3;",
                "99999999999999999999;",
                ";",
            },
            delimiter = ';',
            ignoreLeadingAndTrailingWhitespace = true)
    void readsSecondsAndDates(String header, Duration expected) {
        assertThat(RetryAfter.parse(header, NOW)).isEqualTo(expected);
    }
}
