/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.event;

import io.cloudevents.types.Time;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Date;

/** Attributes of events as CloudEvents writes them in text. */
final class AttributeText {

    private AttributeText() {}

    static String of(Object value) {
        if (value instanceof OffsetDateTime time) {
            return Time.writeTime(time);
        }
        if (value instanceof Date time) {
            // AMQP has times of its own.
            return Time.writeTime(time.toInstant().atOffset(ZoneOffset.UTC));
        }
        return value instanceof byte[] bytes ? Base64.getEncoder().encodeToString(bytes) : value.toString();
    }
}
