/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;

/** Values as PostgreSQL reads them from text, for places whose type the server knows. */
final class PostgresText {

    private PostgresText() {}

    /**
     * @param value one that {@link ParameterBinding#plain} gives, not null
     * @param type the column's type as the driver names it: arrays begin with {@code _}
     */
    static String of(Object value, String type) throws SQLException {
        if (value instanceof String text) {
            // It is taken for JSON already where the column holds JSON, as elsewhere.
            return text;
        }
        if (type.equals("json") || type.equals("jsonb")) {
            return JsonValues.text(value);
        }
        if (value instanceof List<?> list && type.startsWith("_")) {
            return array(list, type.substring(1));
        }
        if (value instanceof byte[] bytes) {
            return "\\x" + HexFormat.of().formatHex(bytes);
        }
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
    }

    private static String array(List<?> list, String type) throws SQLException {
        StringBuilder text = new StringBuilder("{");
        for (Object element : list) {
            if (text.length() > 1) {
                text.append(',');
            }
            Object value = ParameterBinding.plain(element);
            if (value == null) {
                text.append("NULL");
            } else if (value instanceof List<?> inner && !type.startsWith("json")) {
                text.append(array(inner, type));
            } else {
                text.append('"').append(escaped(of(value, type))).append('"');
            }
        }
        return text.append('}').toString();
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
