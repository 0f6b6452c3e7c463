/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns messages into maps, by the JSON mapping of Protocol Buffers with Java's own values: numbers are numbers, bytes are
 * bytes. What {@link MessageWriting} makes of such a map is the same message. Thread-safe.
 */
final class MessageReading {

    private final WellKnownReading wellKnown;

    MessageReading(KnownTypes types) {
        this.wellKnown = new WellKnownReading(types, this);
    }

    /**
     * A message as a map, whatever it is.
     *
     * @throws Mismatch when it holds what JSON's mapping does not allow
     */
    Map<String, Object> message(Message message) {
        if (!WellKnownTypes.isOne(message.getDescriptorForType())) {
            return fields(message);
        }
        Object value = wellKnown.value(message);
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put(String.valueOf(key), item));
            return copy;
        }
        Map<String, Object> single = new LinkedHashMap<>();
        single.put(WellKnownTypes.CONTENT, value);
        return single;
    }

    Map<String, Object> fields(Message message) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            // A field that cannot be told from its default has it, so that a route finds a zero as a zero.
            if (field.isRepeated() || !field.hasPresence() || message.hasField(field)) {
                try {
                    map.put(field.getJsonName(), value(field, message.getField(field)));
                } catch (Mismatch e) {
                    throw e.at(field.getJsonName());
                }
            }
        }
        return map;
    }

    private Object value(FieldDescriptor field, Object value) {
        if (field.isMapField()) {
            return entries(field, (List<?>) value);
        }
        if (!field.isRepeated()) {
            return single(field, value);
        }
        List<Object> items = new ArrayList<>();
        ((List<?>) value).forEach(item -> items.add(single(field, item)));
        return items;
    }

    private Map<String, Object> entries(FieldDescriptor field, List<?> entries) {
        FieldDescriptor keys = field.getMessageType().findFieldByNumber(1);
        FieldDescriptor values = field.getMessageType().findFieldByNumber(2);
        Map<String, Object> map = new LinkedHashMap<>();
        for (Object entry : entries) {
            Message pair = (Message) entry;
            map.put(String.valueOf(single(keys, pair.getField(keys))), single(values, pair.getField(values)));
        }
        return map;
    }

    Object single(FieldDescriptor field, Object value) {
        return switch (field.getType()) {
            case UINT32, FIXED32 -> Integer.toUnsignedLong((Integer) value);
            case UINT64, FIXED64 -> unsigned((Long) value);
            case BYTES -> ((ByteString) value).toByteArray();
            case ENUM -> constant((EnumValueDescriptor) value);
            case MESSAGE, GROUP -> inner((Message) value);
            default -> value;
        };
    }

    private Object inner(Message message) {
        return WellKnownTypes.isOne(message.getDescriptorForType()) ? wellKnown.value(message) : fields(message);
    }

    private static Number unsigned(long value) {
        return value >= 0 ? (Number) value : new BigInteger(Long.toUnsignedString(value));
    }

    /** One that the descriptors do not know yet is its number. */
    private static Object constant(EnumValueDescriptor value) {
        if (value.getType().getFullName().equals("google.protobuf.NullValue")) {
            return null;
        }
        return value.getIndex() < 0 ? (Object) value.getNumber() : value.getName();
    }
}
