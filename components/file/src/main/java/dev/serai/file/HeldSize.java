/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import java.util.Collection;
import java.util.Map;

/** About how much memory a value of a record takes. */
final class HeldSize {

    /** An object's header and the reference to it, in bytes. */
    private static final long OBJECT = 24;

    private HeldSize() {}

    /** In bytes; more rather than less. */
    static long of(Object value) {
        if (value instanceof CharSequence text) {
            return OBJECT + 2L * text.length();
        }
        if (value instanceof byte[] bytes) {
            return OBJECT + bytes.length;
        }
        if (value instanceof Map<?, ?> map) {
            long size = OBJECT;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                // Keys are shared among records, but each has an entry.
                size += 2 * OBJECT + of(entry.getValue());
            }
            return size;
        }
        if (value instanceof Collection<?> all) {
            return OBJECT + all.stream().mapToLong(HeldSize::of).sum();
        }
        return OBJECT;
    }
}
