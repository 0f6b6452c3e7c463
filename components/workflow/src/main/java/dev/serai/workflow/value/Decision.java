/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.value;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What somebody decided.
 *
 * @param approved or rejected
 * @param by the name of who decided
 * @param comment may be null
 */
public record Decision(boolean approved, String by, Instant at, String comment) {

    public byte[] encode(ValueCodec codec) {
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("approved", approved);
        parts.put("by", by);
        parts.put("at", at);
        parts.put("comment", comment);
        return codec.encode("decision", parts);
    }

    /** The decision of bytes that {@link #encode} gave. */
    @SuppressWarnings("unchecked")
    public static Decision decode(ValueCodec codec, byte[] bytes) {
        Map<String, Object> parts = (Map<String, Object>) codec.decode(bytes);
        return new Decision(
                (Boolean) parts.get("approved"), (String) parts.get("by"), (Instant) parts.get("at"), (String)
                        parts.get("comment"));
    }

    /** As people say it: {@code approved by ada at 2026-03-01T09:00:00Z (looks right)}. */
    @Override
    public String toString() {
        return (approved ? "approved" : "rejected") + " by " + by + " at " + at
                + (comment == null || comment.isBlank() ? "" : " (" + comment + ")");
    }
}
