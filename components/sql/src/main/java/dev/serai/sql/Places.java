/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import java.util.ArrayList;
import java.util.List;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** The values of a statement while it is built. They must be placed in the order in which they stand in its text. */
final class Places {

    private final List<Object> values = new ArrayList<>();

    /** A place for a value, without the casts that jOOQ would put around a parameter of a known type. */
    Field<Object> place(Object value) {
        values.add(value);
        return empty();
    }

    /** A place whose value is given later. */
    static Field<Object> empty() {
        return DSL.field(DSL.raw("?"));
    }

    List<Object> values() {
        return values;
    }
}
