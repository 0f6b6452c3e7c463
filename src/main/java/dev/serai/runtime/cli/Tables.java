/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import com.github.freva.asciitable.OverflowBehaviour;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** How commands print lists for people. */
final class Tables {

    private static final int WIDEST = 160;
    private static final int TEXT = 72;

    private Tables() {}

    static <T> String of(Collection<T> rows, List<ColumnData<T>> columns) {
        return AsciiTable.builder()
                .border(AsciiTable.NO_BORDERS)
                .data(rows, columns)
                .asString();
    }

    /** A column whose values stay on one line. */
    static <T> ColumnData<T> column(String header, Function<T, Object> value) {
        return column(header, WIDEST, OverflowBehaviour.ELLIPSIS_RIGHT, value);
    }

    /** A column of sentences, which go on in the next line. */
    static <T> ColumnData<T> text(String header, Function<T, Object> value) {
        return column(header, TEXT, OverflowBehaviour.NEWLINE, value);
    }

    private static <T> ColumnData<T> column(
            String header, int width, OverflowBehaviour overflow, Function<T, Object> value) {
        return new Column()
                .header(header)
                .headerAlign(HorizontalAlign.LEFT)
                .dataAlign(HorizontalAlign.LEFT)
                .maxWidth(width, overflow)
                .with(row -> {
                    Object found = value.apply(row);
                    return found == null ? "" : found.toString();
                });
    }
}
