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

    private Tables() {}

    static <T> String of(Collection<T> rows, List<ColumnData<T>> columns) {
        return AsciiTable.builder()
                .border(AsciiTable.NO_BORDERS)
                .data(rows, columns)
                .asString();
    }

    static <T> ColumnData<T> column(String header, Function<T, Object> value) {
        return new Column()
                .header(header)
                .headerAlign(HorizontalAlign.LEFT)
                .dataAlign(HorizontalAlign.LEFT)
                .maxWidth(WIDEST, OverflowBehaviour.ELLIPSIS_RIGHT)
                .with(row -> {
                    Object found = value.apply(row);
                    return found == null ? "" : found.toString();
                });
    }
}
