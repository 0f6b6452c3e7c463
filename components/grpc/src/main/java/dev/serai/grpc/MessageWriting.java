/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.DynamicMessage;
import dev.serai.connector.Names;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns maps into messages, by the JSON mapping of Protocol Buffers. What does not fit is refused: nothing is left out or
 * made to fit silently. Thread-safe.
 */
final class MessageWriting {

    private final WellKnownWriting wellKnown;

    MessageWriting(KnownTypes types) {
        this.wellKnown = new WellKnownWriting(types, this);
    }

    /** @throws Mismatch when the value does not fit, with the path to what does not */
    DynamicMessage message(Descriptor type, Object value) {
        return WellKnownTypes.isOne(type) ? wellKnown.message(type, value) : plain(type, value);
    }

    DynamicMessage plain(Descriptor type, Object value) {
        if (!(value instanceof Map<?, ?> fields)) {
            throw new Mismatch(
                    "Expected a map of the fields of " + type.getFullName() + ", not " + Mismatch.kind(value) + ".");
        }
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        Map<Object, String> given = new HashMap<>();
        fields.forEach((key, item) -> {
            String name = String.valueOf(key);
            FieldDescriptor field = field(type, name);
            if (isGiven(field, item)) {
                requireOnce(field, name, given);
                try {
                    put(message, field, item);
                } catch (Mismatch e) {
                    throw e.at(name);
                }
            }
        });
        List<String> missing = message.findInitializationErrors();
        if (!missing.isEmpty()) {
            throw new Mismatch("The message " + type.getFullName() + " lacks what it must have: "
                    + String.join(", ", missing) + ".");
        }
        return message.build();
    }

    /** Null is the same as nothing, but for a value of JSON, where it is one. */
    private static boolean isGiven(FieldDescriptor field, Object value) {
        return value != null
                || (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                        && !field.isRepeated()
                        && field.getMessageType().getFullName().equals(WellKnownTypes.VALUE));
    }

    private static FieldDescriptor field(Descriptor type, String name) {
        for (FieldDescriptor field : type.getFields()) {
            if (field.getJsonName().equals(name) || field.getName().equals(name)) {
                return field;
            }
        }
        throw new Mismatch("The message " + type.getFullName() + " has no field '" + name + "'. "
                + Names.suggestion(
                        name,
                        type.getFields().stream()
                                .map(FieldDescriptor::getJsonName)
                                .toList()));
    }

    private static void requireOnce(FieldDescriptor field, String name, Map<Object, String> given) {
        String before = given.put(field, name);
        if (before != null) {
            throw new Mismatch("'" + before + "' and '" + name + "' name the same field. Give one of them.");
        }
        OneofDescriptor choice = field.getRealContainingOneof();
        String chosen = choice == null ? null : given.put(choice, name);
        if (chosen != null) {
            throw new Mismatch("'" + chosen + "' and '" + name + "' exclude each other (oneof " + choice.getName()
                    + "). Give one of them.");
        }
    }

    private void put(DynamicMessage.Builder message, FieldDescriptor field, Object value) {
        if (field.isMapField()) {
            putEntries(message, field, value);
        } else if (field.isRepeated()) {
            putItems(message, field, value);
        } else {
            message.setField(field, single(field, value));
        }
    }

    private void putEntries(DynamicMessage.Builder message, FieldDescriptor field, Object value) {
        if (!(value instanceof Map<?, ?> entries)) {
            throw new Mismatch("Expected a map, not " + Mismatch.kind(value) + ".");
        }
        FieldDescriptor keys = field.getMessageType().findFieldByNumber(1);
        FieldDescriptor values = field.getMessageType().findFieldByNumber(2);
        entries.forEach((key, item) -> {
            try {
                message.addRepeatedField(
                        field,
                        DynamicMessage.newBuilder(field.getMessageType())
                                .setField(keys, ScalarWriting.value(keys, key))
                                .setField(values, item(values, item))
                                .build());
            } catch (Mismatch e) {
                throw e.at(String.valueOf(key));
            }
        });
    }

    private void putItems(DynamicMessage.Builder message, FieldDescriptor field, Object value) {
        if (!(value instanceof List<?> items)) {
            throw new Mismatch("Expected a list, not " + Mismatch.kind(value) + ".");
        }
        int index = 0;
        for (Object item : items) {
            try {
                message.addRepeatedField(field, item(field, item));
            } catch (Mismatch e) {
                throw e.at("[" + index + "]");
            }
            index++;
        }
    }

    private Object item(FieldDescriptor field, Object value) {
        boolean ofJson = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                && field.getMessageType().getFullName().equals(WellKnownTypes.VALUE);
        if (value == null && !ofJson) {
            throw new Mismatch("Expected a value, not nothing.");
        }
        return single(field, value);
    }

    private Object single(FieldDescriptor field, Object value) {
        return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                ? message(field.getMessageType(), value)
                : ScalarWriting.value(field, value);
    }
}
