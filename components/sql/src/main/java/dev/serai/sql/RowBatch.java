/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jooq.SQLDialect;

/**
 * Rows that follow each other with the same columns, so that no row gets a column it does not name.
 *
 * @param columns as the rows name them
 * @param rows their values, in the order of the columns
 */
record RowBatch(List<String> columns, List<List<Object>> rows) {

    /** @throws dev.serai.connector.ConnectorException when a row names no column, or a value fits none */
    static List<RowBatch> of(List<Map<String, Object>> rows, SQLDialect dialect, Caller caller) {
        List<RowBatch> batches = new ArrayList<>();
        for (Map<String, Object> row : rows) {
            List<String> columns = List.copyOf(row.keySet());
            if (columns.isEmpty()) {
                throw caller.failure(SqlErrors.PARAMETERS_WRONG, "'values' holds a row that names no column.")
                        .build();
            }
            row.forEach((name, value) -> ParameterBinding.check("The column '%s'", name, value, dialect, caller));
            RowBatch last = batches.isEmpty() ? null : batches.get(batches.size() - 1);
            if (last == null || !last.columns().equals(columns)) {
                last = new RowBatch(columns, new ArrayList<>());
                batches.add(last);
            }
            last.rows().add(new ArrayList<>(row.values()));
        }
        return batches;
    }
}
