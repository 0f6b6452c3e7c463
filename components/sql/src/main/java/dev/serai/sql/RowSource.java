/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.Caller;
import dev.serai.connector.DataRecord;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.BaseStream;

/**
 * Rows one after another: of a list, or of what can be read only once, such as a stream of another query. Used by one
 * thread.
 */
final class RowSource implements Iterator<Map<String, Object>> {

    private final Iterator<?> rows;
    private final boolean repeatable;
    private final Caller caller;
    private Map<String, Object> first;
    private List<String> columns;
    private long read;

    private RowSource(Iterator<?> rows, boolean repeatable, Caller caller) {
        this.rows = rows;
        this.repeatable = repeatable;
        this.caller = caller;
    }

    /** @throws dev.serai.connector.ConnectorException when the rows are none of what can be read */
    static RowSource of(Object given, Caller caller) {
        if (given instanceof Collection<?> collection) {
            return new RowSource(collection.iterator(), true, caller);
        }
        if (given instanceof Iterator<?> iterator) {
            return new RowSource(iterator, false, caller);
        }
        if (given instanceof Iterable<?> iterable && !(given instanceof Map)) {
            return new RowSource(iterable.iterator(), false, caller);
        }
        if (given instanceof BaseStream<?, ?> stream) {
            return new RowSource(stream.iterator(), false, caller);
        }
        throw caller.failure(
                        SqlErrors.PARAMETERS_WRONG,
                        "'rows' must be a list, an iterator or a stream of maps from column to value, but is "
                                + (given == null
                                        ? "missing"
                                        : "a " + given.getClass().getSimpleName()) + ".")
                .build();
    }

    /** The columns that the first row names; empty when there is no row. */
    List<String> columns() {
        if (columns == null) {
            first = hasNext() ? next() : null;
            columns = first == null ? List.of() : List.copyOf(first.keySet());
            read = 0;
        }
        return columns;
    }

    @Override
    public boolean hasNext() {
        return first != null || rows.hasNext();
    }

    @Override
    public Map<String, Object> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        read++;
        if (first != null) {
            Map<String, Object> given = first;
            first = null;
            return given;
        }
        Object row = rows.next();
        return row instanceof DataRecord record ? record.data() : RowInput.row("rows", row, caller);
    }

    /** How many rows were taken. */
    long read() {
        return read;
    }

    /** Whether a call that takes the rows can be made again. */
    boolean isWhole() {
        return repeatable || (read == 0 && first == null);
    }
}
