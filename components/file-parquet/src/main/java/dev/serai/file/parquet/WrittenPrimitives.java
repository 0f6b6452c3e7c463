/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.parquet;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.UUID;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;

/** Writes values that hold no others. */
final class WrittenPrimitives {

    private final RecordConsumer consumer;

    WrittenPrimitives(RecordConsumer consumer) {
        this.consumer = consumer;
    }

    /** @throws IllegalArgumentException when the value does not fit without loss */
    void write(Object given, PrimitiveType type, String name) {
        Object value = PlainValues.of(given);
        try {
            switch (type.getPrimitiveTypeName()) {
                case BOOLEAN -> consumer.addBoolean(as(Boolean.class, value, name, type));
                case INT32 -> consumer.addInteger(Math.toIntExact(whole(value, type, name)));
                case INT64 -> consumer.addLong(whole(value, type, name));
                case FLOAT -> consumer.addFloat(floating(value, type, name).floatValue());
                case DOUBLE -> consumer.addDouble(floating(value, type, name).doubleValue());
                default -> consumer.addBinary(binary(value, type, name));
            }
        } catch (ArithmeticException e) {
            throw misfit(value, name, type.toString());
        }
    }

    static IllegalArgumentException misfit(Object value, String name, String expected) {
        String text = String.valueOf(value);
        return new IllegalArgumentException("the value of '" + name + "' is a "
                + value.getClass().getSimpleName() + ", '" + text.substring(0, Math.min(text.length(), 100))
                + "', which does not fit into " + expected
                + " without loss. Convert it, or say in 'schema' what the column is");
    }

    private static <T> T as(Class<T> expected, Object value, String name, PrimitiveType type) {
        if (!expected.isInstance(value)) {
            throw misfit(value, name, type.toString());
        }
        return expected.cast(value);
    }

    private static long whole(Object value, PrimitiveType type, String name) {
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        if (logical instanceof LogicalTypeAnnotation.DateLogicalTypeAnnotation) {
            return as(LocalDate.class, value, name, type).toEpochDay();
        }
        if (logical instanceof TimeLogicalTypeAnnotation time) {
            return divided(as(LocalTime.class, value, name, type).toNanoOfDay(), Units.nanos(time.getUnit()));
        }
        if (logical instanceof TimestampLogicalTypeAnnotation timestamp) {
            Instant moment = timestamp.isAdjustedToUTC()
                    ? as(Instant.class, value, name, type)
                    : as(LocalDateTime.class, value, name, type).toInstant(ZoneOffset.UTC);
            long units = Units.perSecond(timestamp.getUnit());
            return Math.addExact(
                    Math.multiplyExact(moment.getEpochSecond(), units),
                    divided(moment.getNano(), Units.nanos(timestamp.getUnit())));
        }
        if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
            return unscaled(value, decimal, type, name).longValueExact();
        }
        BigInteger number = decimal(value, type, name).toBigIntegerExact();
        return logical instanceof IntLogicalTypeAnnotation integer
                ? within(number, integer, type)
                : number.longValueExact();
    }

    private static long within(BigInteger number, IntLogicalTypeAnnotation type, PrimitiveType primitive) {
        boolean fits = type.isSigned()
                ? number.bitLength() < type.getBitWidth()
                : number.signum() >= 0 && number.bitLength() <= type.getBitWidth();
        if (!fits) {
            throw new ArithmeticException(number + " is no " + type);
        }
        // The bits of a large number without a sign are those of a negative one.
        return primitive.getPrimitiveTypeName() == PrimitiveType.PrimitiveTypeName.INT32
                ? number.intValue()
                : number.longValue();
    }

    private static long divided(long nanos, long unit) {
        if (nanos % unit != 0) {
            throw new ArithmeticException(nanos + " ns are no whole units");
        }
        return nanos / unit;
    }

    private static BigDecimal decimal(Object value, PrimitiveType type, String name) {
        if (value instanceof BigDecimal number) {
            return number;
        }
        if (value instanceof BigInteger number) {
            return new BigDecimal(number);
        }
        if (value instanceof Integer || value instanceof Long) {
            return BigDecimal.valueOf(((Number) value).longValue());
        }
        throw misfit(value, name, type.toString());
    }

    private static BigInteger unscaled(
            Object value, DecimalLogicalTypeAnnotation type, PrimitiveType primitive, String name) {
        BigDecimal number = decimal(value, primitive, name).setScale(type.getScale());
        if (number.precision() > type.getPrecision()) {
            throw new ArithmeticException("There are more than " + type.getPrecision() + " digits.");
        }
        return number.unscaledValue();
    }

    private static Number floating(Object value, PrimitiveType type, String name) {
        boolean single = type.getPrimitiveTypeName() == PrimitiveType.PrimitiveTypeName.FLOAT;
        if (value instanceof Float || (value instanceof Double && !single)) {
            return (Number) value;
        }
        if (value instanceof Double number) {
            if (Double.compare((float) (double) number, number) != 0) {
                throw misfit(value, name, type.toString());
            }
            return number;
        }
        BigDecimal exact = decimal(value, type, name);
        double nearest = single ? exact.floatValue() : exact.doubleValue();
        if (Double.isInfinite(nearest) || new BigDecimal(nearest).compareTo(exact) != 0) {
            throw misfit(value, name, type.toString());
        }
        return nearest;
    }

    private static Binary binary(Object value, PrimitiveType type, String name) {
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        if (logical instanceof LogicalTypeAnnotation.StringLogicalTypeAnnotation
                || logical instanceof LogicalTypeAnnotation.EnumLogicalTypeAnnotation
                || logical instanceof LogicalTypeAnnotation.JsonLogicalTypeAnnotation) {
            return Binary.fromString(as(String.class, value, name, type));
        }
        if (logical instanceof LogicalTypeAnnotation.UUIDLogicalTypeAnnotation) {
            UUID uuid = as(UUID.class, value, name, type);
            return Binary.fromConstantByteArray(ByteBuffer.allocate(2 * Long.BYTES)
                    .putLong(uuid.getMostSignificantBits())
                    .putLong(uuid.getLeastSignificantBits())
                    .array());
        }
        boolean fixed = type.getPrimitiveTypeName() == PrimitiveType.PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
        if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
            byte[] bytes = unscaled(value, decimal, type, name).toByteArray();
            return Binary.fromConstantByteArray(fixed ? padded(bytes, type.getTypeLength()) : bytes);
        }
        byte[] bytes = as(byte[].class, value, name, type);
        if (fixed && bytes.length != type.getTypeLength()) {
            throw new ArithmeticException("There are " + bytes.length + " bytes.");
        }
        return Binary.fromConstantByteArray(bytes);
    }

    /** A number of two's complement in more bytes. */
    private static byte[] padded(byte[] number, int length) {
        if (number.length > length) {
            throw new ArithmeticException("There are more than " + length + " bytes.");
        }
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, 0, length - number.length, (byte) (number[0] < 0 ? -1 : 0));
        System.arraycopy(number, 0, bytes, length - number.length, number.length);
        return bytes;
    }
}
