/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.parquet;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** What the values of one column have been so far. */
final class InferredType {

    /** What a decimal has in most systems, and in 16 bytes. */
    private static final int PRECISION = 38;

    private static final int DECIMAL_BYTES = 16;
    private static final int UUID_BYTES = 16;
    private static final long NANOS_OF_A_MICROSECOND = 1_000;

    private final String path;
    private final Map<String, InferredType> fields = new LinkedHashMap<>();
    private InferredType element;
    private Kind kind;
    private int scale;
    private boolean nanos;

    /** @param path of the column, for messages */
    InferredType(String path) {
        this.path = path;
    }

    /** What a value is. The numbers come first, and each but the last two holds all values of those before. */
    private enum Kind {
        INT,
        LONG,
        DECIMAL,
        FLOAT,
        DOUBLE,
        BOOLEAN,
        TEXT,
        BYTES,
        UUID,
        DATE,
        TIME,
        INSTANT,
        LOCAL_DATE_TIME,
        LIST,
        RECORD
    }

    void add(Object given) {
        Object value = PlainValues.of(given);
        if (value == null) {
            return;
        }
        Kind now = kind(value);
        kind = kind == null || kind == now ? now : widened(now);
        if (value instanceof BigDecimal number) {
            scale = Math.max(scale, number.scale());
        } else if (value instanceof TemporalAccessor moment && moment.isSupported(ChronoField.NANO_OF_SECOND)) {
            nanos |= moment.get(ChronoField.NANO_OF_SECOND) % NANOS_OF_A_MICROSECOND != 0;
        } else if (value instanceof Collection<?> values) {
            element = element == null ? new InferredType(path + "[]") : element;
            values.forEach(element::add);
        } else if (value instanceof Map<?, ?> map) {
            InferredSchema.addFields(fields, map, path + ".");
        }
    }

    private Kind kind(Object value) {
        if (value instanceof Integer) {
            return Kind.INT;
        } else if (value instanceof Long) {
            return Kind.LONG;
        } else if (value instanceof BigInteger || value instanceof BigDecimal) {
            return Kind.DECIMAL;
        } else if (value instanceof Float) {
            return Kind.FLOAT;
        } else if (value instanceof Double) {
            return Kind.DOUBLE;
        } else if (value instanceof Boolean) {
            return Kind.BOOLEAN;
        } else if (value instanceof String) {
            return Kind.TEXT;
        } else if (value instanceof byte[]) {
            return Kind.BYTES;
        } else if (value instanceof UUID) {
            return Kind.UUID;
        } else if (value instanceof LocalDate) {
            return Kind.DATE;
        } else if (value instanceof LocalTime) {
            return Kind.TIME;
        } else if (value instanceof Instant) {
            return Kind.INSTANT;
        } else if (value instanceof LocalDateTime) {
            return Kind.LOCAL_DATE_TIME;
        } else if (value instanceof Collection) {
            return Kind.LIST;
        } else if (value instanceof Map) {
            return Kind.RECORD;
        }
        throw new IllegalArgumentException("the value of '" + path + "' is a "
                + value.getClass().getName() + ", which Parquet has no type for. Convert it to text first");
    }

    private Kind widened(Kind other) {
        Kind wider = kind.compareTo(other) > 0 ? kind : other;
        Kind narrower = wider == kind ? other : kind;
        boolean exact = wider.compareTo(Kind.DECIMAL) <= 0;
        boolean binary = wider == Kind.DOUBLE && narrower != Kind.DECIMAL;
        if (exact || binary) {
            return wider;
        }
        throw new IllegalArgumentException("the value of '" + path + "' is " + other + ", and was " + kind
                + " in a record before. Bring all into one type");
    }

    Type type(String name) {
        if (kind == null) {
            // Nothing but null, or nothing at all in lists: any type is right.
            return text().named(name);
        }
        return switch (kind) {
            case INT -> Types.optional(PrimitiveTypeName.INT32).named(name);
            case LONG -> Types.optional(PrimitiveTypeName.INT64).named(name);
            case FLOAT -> Types.optional(PrimitiveTypeName.FLOAT).named(name);
            case DOUBLE -> Types.optional(PrimitiveTypeName.DOUBLE).named(name);
            case BOOLEAN -> Types.optional(PrimitiveTypeName.BOOLEAN).named(name);
            case TEXT -> text().named(name);
            case BYTES -> Types.optional(PrimitiveTypeName.BINARY).named(name);
            case UUID -> fixed(UUID_BYTES).as(LogicalTypeAnnotation.uuidType()).named(name);
            case DECIMAL ->
                fixed(DECIMAL_BYTES)
                        .as(LogicalTypeAnnotation.decimalType(requiredScale(), PRECISION))
                        .named(name);
            case DATE ->
                Types.optional(PrimitiveTypeName.INT32)
                        .as(LogicalTypeAnnotation.dateType())
                        .named(name);
            case TIME -> int64(LogicalTypeAnnotation.timeType(false, unit())).named(name);
            case INSTANT ->
                int64(LogicalTypeAnnotation.timestampType(true, unit())).named(name);
            case LOCAL_DATE_TIME ->
                int64(LogicalTypeAnnotation.timestampType(false, unit())).named(name);
            case LIST -> Types.optionalList().element(element.type("element")).named(name);
            case RECORD -> {
                if (fields.isEmpty()) {
                    throw new IllegalArgumentException(
                            "the maps in '" + path + "' have no keys, which name its fields. Set 'schema'");
                }
                yield InferredSchema.group(fields, name);
            }
        };
    }

    private int requiredScale() {
        if (scale > PRECISION) {
            throw new IllegalArgumentException("a number in '" + path + "' has " + scale
                    + " digits behind the point. Expected at most " + PRECISION + ", or a double");
        }
        return scale;
    }

    private TimeUnit unit() {
        return nanos ? TimeUnit.NANOS : TimeUnit.MICROS;
    }

    private static Types.PrimitiveBuilder<org.apache.parquet.schema.PrimitiveType> text() {
        return Types.optional(PrimitiveTypeName.BINARY).as(LogicalTypeAnnotation.stringType());
    }

    private static Types.PrimitiveBuilder<org.apache.parquet.schema.PrimitiveType> fixed(int length) {
        return Types.optional(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY).length(length);
    }

    private static Types.PrimitiveBuilder<org.apache.parquet.schema.PrimitiveType> int64(
            LogicalTypeAnnotation logical) {
        return Types.optional(PrimitiveTypeName.INT64).as(logical);
    }
}
