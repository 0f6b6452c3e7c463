/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.apache.commons.csv.CSVRecord;

/** A row as a map, to be copied once: a map of its own would be built for nothing. */
final class CsvRow extends AbstractMap<String, Object> {

    private final String[] columns;
    private final CSVRecord row;
    private final int shared;
    private Entry<String, Object> more;

    CsvRow(String[] columns, CSVRecord row) {
        this.columns = columns;
        this.row = row;
        this.shared = Math.min(columns.length, row.size());
    }

    /** Puts a value behind those of the row. */
    void add(String name, Object value) {
        more = Map.entry(name, value);
    }

    @Override
    public int size() {
        return shared + (more == null ? 0 : 1);
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return new Entries();
    }

    private final class Entries extends AbstractSet<Entry<String, Object>> {

        @Override
        public int size() {
            return CsvRow.this.size();
        }

        @Override
        public Iterator<Entry<String, Object>> iterator() {
            return new Iterator<>() {
                private int index;

                @Override
                public boolean hasNext() {
                    return index < size();
                }

                @Override
                public Entry<String, Object> next() {
                    if (!hasNext()) {
                        throw new NoSuchElementException();
                    }
                    int place = index++;
                    return place == shared ? more : new SimpleImmutableEntry<>(columns[place], row.get(place));
                }
            };
        }
    }
}
