/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** Labels as the store keeps them: one JSON object, which both databases can search. */
public final class Labels {

    private static final JsonMapper JSON = new JsonMapper();

    private Labels() {}

    /** The JSON of labels; null when there is none. */
    static String format(Map<String, String> labels) {
        try {
            return labels.isEmpty() ? null : JSON.writeValueAsString(labels);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Labels " + labels + " are no texts.", e);
        }
    }

    /** That the column {@code labels} has a label. */
    public static Condition has(SQLDialect dialect, String name, String value) {
        return dialect.family() == SQLDialect.POSTGRES
                ? DSL.condition("CAST(labels AS json) ->> ? = ?", name, value)
                : DSL.condition(
                        "EXISTS (SELECT 1 FROM json_each(labels) l WHERE l.key = ? AND l.value = ?)", name, value);
    }

    /** The labels of what {@link #format} gave. */
    public static Map<String, String> parse(String json) {
        try {
            return json == null ? Map.of() : JSON.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The store holds labels that are no JSON object: " + json, e);
        }
    }
}
