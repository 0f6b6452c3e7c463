/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.parquet;

import java.util.concurrent.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation;

/** How long the units of moments and times are. */
final class Units {

    private Units() {}

    /** In nanoseconds. */
    static long nanos(LogicalTypeAnnotation.TimeUnit unit) {
        return switch (unit) {
            case MILLIS -> TimeUnit.MILLISECONDS.toNanos(1);
            case MICROS -> TimeUnit.MICROSECONDS.toNanos(1);
            case NANOS -> 1;
        };
    }

    static long perSecond(LogicalTypeAnnotation.TimeUnit unit) {
        return TimeUnit.SECONDS.toNanos(1) / nanos(unit);
    }
}
