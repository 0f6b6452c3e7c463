/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.parquet;

import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/** What a schema must be like for records to be written in it. */
final class WritableSchema {

    private WritableSchema() {}

    /** @throws IllegalArgumentException when it has something that only old files have */
    static void require(MessageType schema) {
        if (schema.getFieldCount() == 0) {
            throw new IllegalArgumentException("'schema' has no columns");
        }
        requireFields(schema, "");
    }

    private static void requireFields(GroupType group, String path) {
        if (group.getFieldCount() == 0) {
            throw new IllegalArgumentException("'schema' has the group '" + path + "' without fields");
        }
        for (Type field : group.getFields()) {
            String name = path + field.getName();
            LogicalTypeAnnotation logical = field.getLogicalTypeAnnotation();
            if (field.isPrimitive()) {
                if (field.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.INT96) {
                    throw new IllegalArgumentException("'schema' has the type int96 for '" + name
                            + "', which is not written any more. Write int64" + " (TIMESTAMP(MICROS,true))");
                }
            } else if (logical instanceof LogicalTypeAnnotation.ListLogicalTypeAnnotation) {
                requireRepeated(
                        field.asGroupType(),
                        name,
                        1,
                        "optional group items (LIST) { repeated group list {" + " optional int32 element; } }");
            } else if (logical instanceof LogicalTypeAnnotation.MapLogicalTypeAnnotation) {
                requireRepeated(
                        field.asGroupType(),
                        name,
                        2,
                        "optional group prices (MAP) { repeated group key_value {"
                                + " required binary key (STRING); optional int32 value; } }");
            } else {
                requireFields(field.asGroupType(), name + ".");
            }
        }
    }

    private static void requireRepeated(GroupType group, String name, int fields, String expected) {
        boolean usual = group.getFieldCount() == 1
                && group.getType(0).isRepetition(Type.Repetition.REPEATED)
                && !group.getType(0).isPrimitive()
                && group.getType(0).asGroupType().getFieldCount() == fields
                && group.getType(0).asGroupType().getFields().stream()
                        .noneMatch(field -> field.isRepetition(Type.Repetition.REPEATED));
        if (!usual) {
            throw new IllegalArgumentException(
                    "'schema' has '" + name + "' in a form that only old files have. Expected one such as " + expected);
        }
        requireFields(group.getType(0).asGroupType(), name + ".");
    }
}
