/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A statement as JDBC takes it.
 *
 * @param sql with {@code ?} for every parameter
 * @param parameters in the order of the {@code ?}
 */
record SqlStatement(String sql, List<Object> parameters) {

    /** The texts of the statements that an operation's input gives; none when the operation writes its own. */
    static Stream<String> texts(Map<String, Object> input) {
        if (input.get("sql") instanceof String sql) {
            return Stream.of(sql);
        }
        return input.get("statements") instanceof List<?> statements
                ? statements.stream()
                        .map(each -> each instanceof Map<?, ?> map ? map.get("sql") : each)
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                : Stream.empty();
    }
}
