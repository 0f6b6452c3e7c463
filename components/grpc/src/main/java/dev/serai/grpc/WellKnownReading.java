/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.FieldMask;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.ListValue;
import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.FieldMaskUtil;
import com.google.protobuf.util.Timestamps;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the messages that have a form of their own in JSON's mapping: times, values of JSON, wrappers, Any. */
final class WellKnownReading {

    private final KnownTypes types;
    private final MessageReading messages;

    WellKnownReading(KnownTypes types, MessageReading messages) {
        this.types = types;
        this.messages = messages;
    }

    /** @throws Mismatch when the message is one that JSON's mapping does not allow */
    Object value(Message message) {
        Descriptor type = message.getDescriptorForType();
        if (WellKnownTypes.isWrapper(type)) {
            FieldDescriptor content = type.findFieldByNumber(1);
            return messages.single(content, message.getField(content));
        }
        try {
            return switch (type.getFullName()) {
                case WellKnownTypes.TIMESTAMP -> Timestamps.toString(Timestamp.parseFrom(message.toByteString()));
                case WellKnownTypes.DURATION -> Durations.toString(Duration.parseFrom(message.toByteString()));
                case WellKnownTypes.FIELD_MASK ->
                    FieldMaskUtil.toJsonString(FieldMask.parseFrom(message.toByteString()));
                case WellKnownTypes.STRUCT -> struct(Struct.parseFrom(message.toByteString()));
                case WellKnownTypes.LIST_VALUE -> list(ListValue.parseFrom(message.toByteString()));
                case WellKnownTypes.VALUE -> json(Value.parseFrom(message.toByteString()));
                default -> any(Any.parseFrom(message.toByteString()));
            };
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new Mismatch("It holds a " + type.getFullName() + " that is not valid.");
        }
    }

    private static Map<String, Object> struct(Struct struct) {
        Map<String, Object> map = new LinkedHashMap<>();
        struct.getFieldsMap().forEach((name, value) -> map.put(name, json(value)));
        return map;
    }

    private static List<Object> list(ListValue list) {
        List<Object> items = new ArrayList<>();
        list.getValuesList().forEach(value -> items.add(json(value)));
        return items;
    }

    private static Object json(Value value) {
        return switch (value.getKindCase()) {
            case BOOL_VALUE -> value.getBoolValue();
            case NUMBER_VALUE -> value.getNumberValue();
            case STRING_VALUE -> value.getStringValue();
            case STRUCT_VALUE -> struct(value.getStructValue());
            case LIST_VALUE -> list(value.getListValue());
            case NULL_VALUE, KIND_NOT_SET -> null;
        };
    }

    /** A message of a type that is not known stays as it is: bytes. */
    private Map<String, Object> any(Any any) throws InvalidProtocolBufferException {
        Map<String, Object> map = new LinkedHashMap<>();
        if (any.getTypeUrl().isEmpty() && any.getValue().isEmpty()) {
            return map;
        }
        map.put(WellKnownTypes.TYPE, any.getTypeUrl());
        Descriptor type = types.find(any.getTypeUrl());
        if (type == null) {
            map.put(WellKnownTypes.CONTENT, any.getValue().toByteArray());
            return map;
        }
        Message content = DynamicMessage.parseFrom(type, any.getValue());
        if (WellKnownTypes.isOne(type)) {
            map.put(WellKnownTypes.CONTENT, value(content));
        } else {
            map.putAll(messages.fields(content));
        }
        return map;
    }
}
