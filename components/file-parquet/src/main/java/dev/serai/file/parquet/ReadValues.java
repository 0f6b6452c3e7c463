/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.parquet;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.JulianFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/** The values of a row, none of which loses anything. What is null stands there as null. */
final class ReadValues {

    private ReadValues() {}

    static Map<String, Object> record(Group group, GroupType type) {
        Map<String, Object> record = new LinkedHashMap<>();
        for (int i = 0; i < type.getFieldCount(); i++) {
            record.put(type.getFieldName(i), field(group, i, type.getType(i)));
        }
        return record;
    }

    private static Object field(Group group, int field, Type type) {
        int count = group.getFieldRepetitionCount(field);
        if (!type.isRepetition(Type.Repetition.REPEATED)) {
            return count == 0 ? null : value(group, field, 0, type);
        }
        List<Object> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(value(group, field, i, type));
        }
        return values;
    }

    private static Object value(Group group, int field, int index, Type type) {
        if (type.isPrimitive()) {
            return primitive(group, field, index, type.asPrimitiveType());
        }
        Group inner = group.getGroup(field, index);
        GroupType innerType = type.asGroupType();
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        if (logical instanceof LogicalTypeAnnotation.ListLogicalTypeAnnotation) {
            return list(inner, innerType);
        }
        if (logical instanceof LogicalTypeAnnotation.MapLogicalTypeAnnotation
                || logical instanceof LogicalTypeAnnotation.MapKeyValueTypeAnnotation) {
            return map(inner, innerType);
        }
        return record(inner, innerType);
    }

    /** Old files have lists without a group around each element. */
    private static List<Object> list(Group group, GroupType type) {
        Type repeated = type.getType(0);
        boolean wrapped = !repeated.isPrimitive()
                && repeated.asGroupType().getFieldCount() == 1
                && !repeated.asGroupType().getType(0).isRepetition(Type.Repetition.REPEATED)
                && !repeated.getName().equals("array")
                && !repeated.getName().equals(type.getName() + "_tuple");
        int count = group.getFieldRepetitionCount(0);
        List<Object> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(
                    wrapped
                            ? field(
                                    group.getGroup(0, i),
                                    0,
                                    repeated.asGroupType().getType(0))
                            : value(group, 0, i, repeated));
        }
        return values;
    }

    private static Map<Object, Object> map(Group group, GroupType type) {
        GroupType entry = type.getType(0).asGroupType();
        Map<Object, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < group.getFieldRepetitionCount(0); i++) {
            Group each = group.getGroup(0, i);
            values.put(
                    field(each, 0, entry.getType(0)),
                    entry.getFieldCount() > 1 ? field(each, 1, entry.getType(1)) : null);
        }
        return values;
    }

    private static Object primitive(Group group, int field, int index, PrimitiveType type) {
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        return switch (type.getPrimitiveTypeName()) {
            case BOOLEAN -> group.getBoolean(field, index);
            case FLOAT -> group.getFloat(field, index);
            case DOUBLE -> group.getDouble(field, index);
            case INT32 -> int32(group.getInteger(field, index), logical);
            case INT64 -> int64(group.getLong(field, index), logical);
            case INT96 -> int96(group.getInt96(field, index));
            case BINARY, FIXED_LEN_BYTE_ARRAY -> binary(group.getBinary(field, index), logical);
        };
    }

    private static Object int32(int value, LogicalTypeAnnotation logical) {
        if (logical instanceof LogicalTypeAnnotation.DateLogicalTypeAnnotation) {
            return LocalDate.ofEpochDay(value);
        }
        if (logical instanceof LogicalTypeAnnotation.TimeLogicalTypeAnnotation time) {
            return LocalTime.ofNanoOfDay(Math.multiplyExact(value, Units.nanos(time.getUnit())));
        }
        if (logical instanceof LogicalTypeAnnotation.DecimalLogicalTypeAnnotation decimal) {
            return BigDecimal.valueOf(value, decimal.getScale());
        }
        if (logical instanceof LogicalTypeAnnotation.IntLogicalTypeAnnotation integer
                && !integer.isSigned()
                && integer.getBitWidth() == Integer.SIZE) {
            return Integer.toUnsignedLong(value);
        }
        return value;
    }

    private static Object int64(long value, LogicalTypeAnnotation logical) {
        if (logical instanceof LogicalTypeAnnotation.TimestampLogicalTypeAnnotation timestamp) {
            long units = Units.perSecond(timestamp.getUnit());
            Instant instant = Instant.ofEpochSecond(
                    Math.floorDiv(value, units), Math.floorMod(value, units) * Units.nanos(timestamp.getUnit()));
            return timestamp.isAdjustedToUTC() ? instant : LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        }
        if (logical instanceof LogicalTypeAnnotation.TimeLogicalTypeAnnotation time) {
            return LocalTime.ofNanoOfDay(Math.multiplyExact(value, Units.nanos(time.getUnit())));
        }
        if (logical instanceof LogicalTypeAnnotation.DecimalLogicalTypeAnnotation decimal) {
            return BigDecimal.valueOf(value, decimal.getScale());
        }
        if (logical instanceof LogicalTypeAnnotation.IntLogicalTypeAnnotation integer && !integer.isSigned()) {
            return new BigInteger(Long.toUnsignedString(value));
        }
        return value;
    }

    /** A moment as Hive and Impala wrote it: the nanoseconds of the day, and the Julian day. */
    private static Instant int96(Binary value) {
        ByteBuffer bytes = value.toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        long nanos = bytes.getLong();
        long day = bytes.getInt();
        return LocalDate.EPOCH
                .with(JulianFields.JULIAN_DAY, day)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant()
                .plusNanos(nanos);
    }

    private static Object binary(Binary value, LogicalTypeAnnotation logical) {
        if (logical instanceof LogicalTypeAnnotation.StringLogicalTypeAnnotation
                || logical instanceof LogicalTypeAnnotation.EnumLogicalTypeAnnotation
                || logical instanceof LogicalTypeAnnotation.JsonLogicalTypeAnnotation) {
            return value.toStringUsingUTF8();
        }
        if (logical instanceof LogicalTypeAnnotation.DecimalLogicalTypeAnnotation decimal) {
            return new BigDecimal(new BigInteger(value.getBytes()), decimal.getScale());
        }
        if (logical instanceof LogicalTypeAnnotation.UUIDLogicalTypeAnnotation) {
            ByteBuffer bytes = value.toByteBuffer();
            return new UUID(bytes.getLong(), bytes.getLong());
        }
        if (logical instanceof LogicalTypeAnnotation.Float16LogicalTypeAnnotation) {
            return float16(value.toByteBuffer().order(ByteOrder.LITTLE_ENDIAN).getShort());
        }
        return value.getBytes();
    }

    /** A number of IEEE 754 in two bytes, for which Java has a method since 20. */
    private static float float16(short bits) {
        int exponent = (bits >> 10) & 0x1F;
        int fraction = bits & 0x3FF;
        float size;
        if (exponent == 0x1F) {
            size = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else {
            size = Math.scalb((float) (exponent == 0 ? fraction : fraction + 0x400), Math.max(exponent, 1) - 25);
        }
        return bits < 0 ? -size : size;
    }
}
