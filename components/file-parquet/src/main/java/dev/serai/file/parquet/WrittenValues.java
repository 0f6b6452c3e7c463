/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.parquet;

import java.util.Collection;
import java.util.Map;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** Writes the values of records as the schema says, without loss, or refuses them. */
final class WrittenValues {

    private final RecordConsumer consumer;
    private final WrittenPrimitives primitives;

    WrittenValues(RecordConsumer consumer) {
        this.consumer = consumer;
        this.primitives = new WrittenPrimitives(consumer);
    }

    /** @throws IllegalArgumentException when a value does not fit; the message says which and why */
    void write(Map<?, ?> record, MessageType schema) {
        consumer.startMessage();
        writeFields(record, schema, "");
        consumer.endMessage();
    }

    private void writeFields(Map<?, ?> values, GroupType type, String path) {
        requireNoOther(values, type, path);
        for (int i = 0; i < type.getFieldCount(); i++) {
            Type field = type.getType(i);
            Object value = values.get(field.getName());
            String name = path + field.getName();
            if (field.isRepetition(Type.Repetition.REPEATED)) {
                writeRepeated(value, field, i, name);
            } else if (value != null) {
                consumer.startField(field.getName(), i);
                writeValue(value, field, name);
                consumer.endField(field.getName(), i);
            } else if (field.isRepetition(Type.Repetition.REQUIRED)) {
                throw new IllegalArgumentException("'" + name + "' has no value, and the schema requires one");
            }
        }
    }

    private static void requireNoOther(Map<?, ?> values, GroupType type, String path) {
        for (Object key : values.keySet()) {
            if (!(key instanceof String name) || !type.containsField(name)) {
                throw new IllegalArgumentException("there is no column '" + path + key + "'; there are "
                        + type.getFields().stream().map(Type::getName).toList()
                        + ", as 'schema' says or the first records. Name all of them in 'schema', or leave that key"
                        + " out");
            }
        }
    }

    private void writeRepeated(Object value, Type field, int index, String name) {
        Collection<?> values = value == null ? java.util.List.of() : collection(value, name);
        if (!values.isEmpty()) {
            consumer.startField(field.getName(), index);
            for (Object each : values) {
                writeValue(required(each, name), field, name);
            }
            consumer.endField(field.getName(), index);
        }
    }

    private void writeValue(Object value, Type type, String name) {
        if (type.isPrimitive()) {
            primitives.write(value, type.asPrimitiveType(), name);
            return;
        }
        consumer.startGroup();
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        if (logical instanceof LogicalTypeAnnotation.ListLogicalTypeAnnotation) {
            writeList(collection(value, name), type.asGroupType().getType(0).asGroupType(), name);
        } else if (logical instanceof LogicalTypeAnnotation.MapLogicalTypeAnnotation) {
            writeMap(map(value, name), type.asGroupType().getType(0).asGroupType(), name);
        } else {
            writeFields(map(value, name), type.asGroupType(), name + ".");
        }
        consumer.endGroup();
    }

    private void writeList(Collection<?> values, GroupType repeated, String name) {
        if (values.isEmpty()) {
            return;
        }
        consumer.startField(repeated.getName(), 0);
        for (Object value : values) {
            consumer.startGroup();
            writeInner(value, repeated.getType(0), 0, name + "[]");
            consumer.endGroup();
        }
        consumer.endField(repeated.getName(), 0);
    }

    private void writeMap(Map<?, ?> values, GroupType repeated, String name) {
        if (values.isEmpty()) {
            return;
        }
        consumer.startField(repeated.getName(), 0);
        for (Map.Entry<?, ?> entry : values.entrySet()) {
            consumer.startGroup();
            writeInner(required(entry.getKey(), name), repeated.getType(0), 0, "a key of " + name);
            writeInner(entry.getValue(), repeated.getType(1), 1, name + "." + entry.getKey());
            consumer.endGroup();
        }
        consumer.endField(repeated.getName(), 0);
    }

    private void writeInner(Object value, Type type, int index, String name) {
        if (value == null && type.isRepetition(Type.Repetition.OPTIONAL)) {
            return;
        }
        consumer.startField(type.getName(), index);
        writeValue(required(value, name), type, name);
        consumer.endField(type.getName(), index);
    }

    private static Object required(Object value, String name) {
        if (value == null) {
            throw new IllegalArgumentException("'" + name + "' holds null, which the schema does not allow");
        }
        return value;
    }

    private static Collection<?> collection(Object value, String name) {
        if (value instanceof Collection<?> values) {
            return values;
        }
        throw WrittenPrimitives.misfit(value, name, "a list");
    }

    private static Map<?, ?> map(Object value, String name) {
        if (value instanceof Map<?, ?> values) {
            return values;
        }
        throw WrittenPrimitives.misfit(value, name, "a map");
    }
}
