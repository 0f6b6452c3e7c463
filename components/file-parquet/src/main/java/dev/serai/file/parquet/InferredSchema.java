/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.parquet;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** The schema of records: all keys that they have, each of a type that holds all of its values, or nothing. */
final class InferredSchema {

    private final Map<String, InferredType> columns = new LinkedHashMap<>();

    /** @throws IllegalArgumentException when a value is of a type that is not written, or not of the one of those before */
    void add(Map<?, ?> record) {
        addFields(columns, record, "");
    }

    static void addFields(Map<String, InferredType> fields, Map<?, ?> values, String path) {
        for (Map.Entry<?, ?> entry : values.entrySet()) {
            String name = String.valueOf(entry.getKey());
            fields.computeIfAbsent(name, key -> new InferredType(path + key)).add(entry.getValue());
        }
    }

    /** @throws IllegalArgumentException when there are no columns, or one of which nothing is known */
    MessageType schema() {
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("there is no record with keys, which name the columns. Set 'schema'");
        }
        Types.MessageTypeBuilder schema = Types.buildMessage();
        columns.forEach((name, type) -> schema.addField(type.type(name)));
        return schema.named("record");
    }

    static Type group(Map<String, InferredType> fields, String name) {
        Types.GroupBuilder<org.apache.parquet.schema.GroupType> group = Types.optionalGroup();
        fields.forEach((field, type) -> group.addField(type.type(field)));
        return group.named(name);
    }
}
