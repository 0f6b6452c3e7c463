/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.ListValue;
import com.google.protobuf.Message;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.FieldMaskUtil;
import com.google.protobuf.util.Timestamps;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the messages that have a form of their own in JSON's mapping: times, values of JSON, wrappers, Any. */
final class WellKnownWriting {

    private final KnownTypes types;
    private final MessageWriting messages;

    WellKnownWriting(KnownTypes types, MessageWriting messages) {
        this.types = types;
        this.messages = messages;
    }

    /** @throws Mismatch when the value does not fit */
    DynamicMessage message(Descriptor type, Object value) {
        if (WellKnownTypes.isWrapper(type)) {
            FieldDescriptor content = type.findFieldByNumber(1);
            return DynamicMessage.newBuilder(type)
                    .setField(content, ScalarWriting.value(content, value))
                    .build();
        }
        return as(
                type,
                switch (type.getFullName()) {
                    case WellKnownTypes.TIMESTAMP -> timestamp(value);
                    case WellKnownTypes.DURATION -> duration(value);
                    case WellKnownTypes.FIELD_MASK -> FieldMaskUtil.fromJsonString(text(value, "a,b.c"));
                    case WellKnownTypes.STRUCT -> struct(value);
                    case WellKnownTypes.LIST_VALUE -> list(value);
                    case WellKnownTypes.VALUE -> value(value);
                    default -> any(value);
                });
    }

    /** The descriptors that came from elsewhere are others than those of this class path. */
    private static DynamicMessage as(Descriptor type, Message message) {
        try {
            return DynamicMessage.parseFrom(type, message.toByteString());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("JavaUtilDate") // Drivers and languages of Camel still give them.
    private static Timestamp timestamp(Object value) {
        Instant instant = null;
        if (value instanceof Instant given) {
            instant = given;
        } else if (value instanceof OffsetDateTime given) {
            instant = given.toInstant();
        } else if (value instanceof ZonedDateTime given) {
            instant = given.toInstant();
        } else if (value instanceof Date given) {
            instant = Instant.ofEpochMilli(given.getTime());
        }
        try {
            return instant == null
                    ? Timestamps.parse(text(value, "2026-11-01T12:00:00Z"))
                    : Timestamps.checkValid(Timestamp.newBuilder()
                            .setSeconds(instant.getEpochSecond())
                            .setNanos(instant.getNano())
                            .build());
        } catch (ParseException | IllegalArgumentException e) {
            throw new Mismatch("Expected a time such as 2026-11-01T12:00:00Z, between the years 1 and 9999.");
        }
    }

    private static com.google.protobuf.Duration duration(Object value) {
        try {
            return value instanceof Duration given
                    ? Durations.add(Durations.fromSeconds(given.getSeconds()), Durations.fromNanos(given.getNano()))
                    : Durations.parse(text(value, "1.5s"));
        } catch (ParseException | IllegalArgumentException e) {
            throw new Mismatch("Expected a duration in seconds, such as 1.5s, of at most 10,000 years.");
        }
    }

    private static String text(Object value, String example) {
        if (value instanceof CharSequence text) {
            return text.toString();
        }
        throw new Mismatch("Expected text such as " + example + ", not " + Mismatch.kind(value) + ".");
    }

    private static Struct struct(Object value) {
        if (!(value instanceof Map<?, ?> entries)) {
            throw new Mismatch("Expected a map, not " + Mismatch.kind(value) + ".");
        }
        Struct.Builder struct = Struct.newBuilder();
        entries.forEach((key, item) -> {
            try {
                struct.putFields(String.valueOf(key), value(item));
            } catch (Mismatch e) {
                throw e.at(String.valueOf(key));
            }
        });
        return struct.build();
    }

    private static ListValue list(Object value) {
        if (!(value instanceof List<?> items)) {
            throw new Mismatch("Expected a list, not " + Mismatch.kind(value) + ".");
        }
        ListValue.Builder list = ListValue.newBuilder();
        for (Object item : items) {
            try {
                list.addValues(value(item));
            } catch (Mismatch e) {
                throw e.at("[" + list.getValuesCount() + "]");
            }
        }
        return list.build();
    }

    private static Value value(Object value) {
        Value.Builder made = Value.newBuilder();
        if (value == null) {
            return made.setNullValue(NullValue.NULL_VALUE).build();
        }
        if (value instanceof Boolean truth) {
            return made.setBoolValue(truth).build();
        }
        if (value instanceof CharSequence text) {
            return made.setStringValue(text.toString()).build();
        }
        if (value instanceof Number number) {
            return made.setNumberValue(exact(number)).build();
        }
        if (value instanceof Map) {
            return made.setStructValue(struct(value)).build();
        }
        if (value instanceof List) {
            return made.setListValue(list(value)).build();
        }
        throw new Mismatch("Expected a value of JSON, not " + Mismatch.kind(value) + ".");
    }

    /** A Struct has numbers of double precision only; a long id that is none of them would arrive as another. */
    private static double exact(Number number) {
        double made = number.doubleValue();
        if (Double.isNaN(made) || Double.isInfinite(made)) {
            throw new Mismatch("Expected a finite number: JSON has no other.");
        }
        boolean whole = number instanceof Long || number instanceof BigInteger;
        if (whole && new BigDecimal(made).compareTo(new BigDecimal(number.toString())) != 0) {
            throw new Mismatch("Expected a number that double precision can hold, as up to 2^53. Give it as text.");
        }
        return made;
    }

    private Any any(Object value) {
        if (value instanceof Map<?, ?> nothing && nothing.isEmpty()) {
            return Any.getDefaultInstance();
        }
        if (!(value instanceof Map<?, ?> entries)
                || !(entries.get(WellKnownTypes.TYPE) instanceof CharSequence named)) {
            throw new Mismatch("Expected a map with '@type', such as type.googleapis.com/shop.Item.");
        }
        String url = named.toString();
        Map<Object, Object> rest = new LinkedHashMap<>(entries);
        rest.remove(WellKnownTypes.TYPE);
        return Any.newBuilder()
                .setTypeUrl(url.contains("/") ? url : "type.googleapis.com/" + url)
                .setValue(content(url, rest))
                .build();
    }

    private ByteString content(String url, Map<Object, Object> rest) {
        Descriptor type = types.find(url);
        Object only = rest.size() == 1 ? rest.get(WellKnownTypes.CONTENT) : null;
        if (type == null) {
            if (only instanceof byte[] bytes) {
                return ByteString.copyFrom(bytes);
            }
            throw new Mismatch(
                    "The type '" + url + "' is not among the descriptors. Add it to the file of 'descriptors',"
                            + " or give the message as bytes under 'value'.");
        }
        if (!WellKnownTypes.isOne(type)) {
            return messages.plain(type, rest).toByteString();
        }
        if (rest.size() != 1 || !rest.containsKey(WellKnownTypes.CONTENT)) {
            throw new Mismatch("Expected the content of " + type.getFullName() + " under 'value', and nothing else.");
        }
        return message(type, only).toByteString();
    }
}
