/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.serai.connector.Names;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;

/** Turns single values into what fields hold. Text is taken for a number or boolean, because headers and options are text. */
final class ScalarWriting {

    private static final BigInteger TWO_TO_32 = BigInteger.ONE.shiftLeft(32);
    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);

    private ScalarWriting() {}

    /**
     * A value of a field that is no message.
     *
     * @throws Mismatch when it does not fit
     */
    static Object value(FieldDescriptor field, Object value) {
        return switch (field.getType()) {
            case INT32, SINT32, SFIXED32 ->
                whole(value, BigInteger.valueOf(Integer.MIN_VALUE), BigInteger.valueOf(Integer.MAX_VALUE))
                        .intValue();
            case UINT32, FIXED32 ->
                whole(value, BigInteger.ZERO, TWO_TO_32.subtract(BigInteger.ONE))
                        .intValue();
            case INT64, SINT64, SFIXED64 ->
                whole(value, BigInteger.valueOf(Long.MIN_VALUE), BigInteger.valueOf(Long.MAX_VALUE))
                        .longValue();
            case UINT64, FIXED64 ->
                whole(value, BigInteger.ZERO, TWO_TO_64.subtract(BigInteger.ONE))
                        .longValue();
            case DOUBLE -> decimal(value);
            case FLOAT -> single(value);
            case BOOL -> truth(value);
            case STRING -> text(value);
            case BYTES -> bytes(value);
            case ENUM -> constant(field.getEnumType(), value);
            case MESSAGE, GROUP -> throw new IllegalArgumentException(field.getFullName() + " is a message.");
        };
    }

    private static BigInteger whole(Object value, BigInteger least, BigInteger most) {
        String expected = "Expected a whole number from " + least + " to " + most;
        if (!(value instanceof Number || value instanceof CharSequence)) {
            throw new Mismatch(expected + ", not " + Mismatch.kind(value) + ".");
        }
        try {
            BigDecimal number = new BigDecimal(value.toString().strip());
            // Before it is written out: 1e999999999 would fill the memory.
            if (number.precision() - (long) number.scale() <= 30) {
                BigInteger exact = number.toBigIntegerExact();
                if (exact.compareTo(least) >= 0 && exact.compareTo(most) <= 0) {
                    return exact;
                }
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // It is said below.
        }
        throw new Mismatch(expected + (value instanceof Number ? ", not another number." : ", not text that is none."));
    }

    private static Double decimal(Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof CharSequence text) {
            try {
                return Double.valueOf(text.toString().strip());
            } catch (NumberFormatException e) {
                throw new Mismatch("Expected a number, not text that is none.");
            }
        }
        throw new Mismatch("Expected a number, not " + Mismatch.kind(value) + ".");
    }

    private static Float single(Object value) {
        double wide = decimal(value);
        float narrow = (float) wide;
        if (Float.isInfinite(narrow) && !Double.isInfinite(wide)) {
            throw new Mismatch("Expected a number of single precision, not one that is larger than all of them.");
        }
        return narrow;
    }

    private static Boolean truth(Object value) {
        if (value instanceof Boolean truth) {
            return truth;
        }
        String text = value instanceof CharSequence ? value.toString().strip() : "";
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        throw new Mismatch("Expected true or false, not " + otherKind(value) + ".");
    }

    private static String text(Object value) {
        if (value instanceof CharSequence text) {
            return text.toString();
        }
        throw new Mismatch("Expected text, not " + Mismatch.kind(value) + ".");
    }

    private static ByteString bytes(Object value) {
        if (value instanceof byte[] bytes) {
            return ByteString.copyFrom(bytes);
        }
        if (value instanceof CharSequence text) {
            try {
                return ByteString.copyFrom(Base64.getDecoder()
                        .decode(text.toString().replace('-', '+').replace('_', '/')));
            } catch (IllegalArgumentException e) {
                throw new Mismatch("Expected bytes, or text in Base64, not other text.");
            }
        }
        throw new Mismatch("Expected bytes, or text in Base64, not " + Mismatch.kind(value) + ".");
    }

    private static EnumValueDescriptor constant(EnumDescriptor type, Object value) {
        if (value instanceof CharSequence text) {
            EnumValueDescriptor named = type.findValueByName(text.toString());
            if (named == null) {
                throw new Mismatch("The enumeration " + type.getFullName() + " has no '" + text + "'. "
                        + Names.suggestion(
                                text.toString(),
                                type.getValues().stream()
                                        .map(EnumValueDescriptor::getName)
                                        .toList()));
            }
            return named;
        }
        if (!(value instanceof Number)) {
            throw new Mismatch(
                    "Expected a name of the enumeration " + type.getFullName() + ", not " + Mismatch.kind(value) + ".");
        }
        int number = whole(value, BigInteger.valueOf(Integer.MIN_VALUE), BigInteger.valueOf(Integer.MAX_VALUE))
                .intValue();
        EnumValueDescriptor known = type.findValueByNumber(number);
        if (known == null && type.isClosed()) {
            throw new Mismatch("The enumeration " + type.getFullName() + " has no value of the number " + number + ".");
        }
        return known == null ? type.findValueByNumberCreatingIfUnknown(number) : known;
    }

    private static String otherKind(Object value) {
        return value instanceof CharSequence ? "other text" : Mismatch.kind(value);
    }
}
