/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import com.google.protobuf.DescriptorProtos.MethodOptions.IdempotencyLevel;
import com.google.protobuf.Descriptors;
import com.google.protobuf.DynamicMessage;
import dev.serai.connector.ConnectorException;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.protobuf.ProtoUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A method that can be called with maps. Thread-safe.
 *
 * @param descriptor what it takes and gives
 * @param call how gRPC calls it
 */
record GrpcMethod(
        MethodName name,
        Descriptors.MethodDescriptor descriptor,
        MethodDescriptor<DynamicMessage, DynamicMessage> call,
        MessageWriting writing,
        MessageReading reading) {

    static GrpcMethod of(MethodName name, Descriptors.MethodDescriptor descriptor, KnownTypes types) {
        MethodDescriptor<DynamicMessage, DynamicMessage> call =
                MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
                        .setType(type(descriptor))
                        .setFullMethodName(MethodDescriptor.generateFullMethodName(name.service(), name.method()))
                        .setRequestMarshaller(
                                ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(descriptor.getInputType())))
                        .setResponseMarshaller(
                                ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(descriptor.getOutputType())))
                        .build();
        return new GrpcMethod(name, descriptor, call, new MessageWriting(types), new MessageReading(types));
    }

    private static MethodType type(Descriptors.MethodDescriptor method) {
        if (method.isClientStreaming()) {
            return method.isServerStreaming() ? MethodType.BIDI_STREAMING : MethodType.CLIENT_STREAMING;
        }
        return method.isServerStreaming() ? MethodType.SERVER_STREAMING : MethodType.UNARY;
    }

    /** Whether the reply is a stream of messages. */
    boolean givesStream() {
        return descriptor.isServerStreaming();
    }

    /**
     * The messages of a request.
     *
     * @param value a map; a list of maps where the method takes a stream; null for an empty message or stream
     * @throws ConnectorException when it does not fit, naming the field
     */
    List<DynamicMessage> messages(Object value) {
        if (!descriptor.isClientStreaming()) {
            return List.of(message("", value == null ? Map.of() : value));
        }
        if (value != null && !(value instanceof List)) {
            throw refused("It takes a stream, so the request is a list of maps, not " + Mismatch.kind(value) + ".");
        }
        List<DynamicMessage> messages = new ArrayList<>();
        for (Object one : value == null ? List.of() : (List<?>) value) {
            messages.add(message("[" + messages.size() + "]", one));
        }
        return messages;
    }

    private DynamicMessage message(String place, Object value) {
        try {
            return writing.message(descriptor.getInputType(), value);
        } catch (Mismatch e) {
            throw refused(place.isEmpty() ? e.sentence() : e.at(place).sentence());
        } catch (StackOverflowError e) {
            // No server would read it either: protobuf allows a hundred levels.
            throw refused("It is nested too deeply, or a map holds itself.");
        }
    }

    private ConnectorException refused(String sentence) {
        return ConnectorException.of(
                        GrpcErrors.REQUEST_REFUSED, "The request does not fit the method " + name + ". " + sentence)
                .neverSent()
                .build();
    }

    /** @throws ConnectorException when the message is none that JSON's mapping allows, such as a date out of range */
    Map<String, Object> read(DynamicMessage message) {
        try {
            return reading.message(message);
        } catch (Mismatch e) {
            throw ConnectorException.of(
                            GrpcErrors.REPLY_UNREADABLE, "The reply of " + name + " cannot be read. " + e.sentence())
                    .build();
        }
    }

    /** @throws ConnectorException when the service says that the method has effects */
    void requireHarmless() {
        if (descriptor.getOptions().getIdempotencyLevel() == IdempotencyLevel.IDEMPOTENT) {
            throw MethodName.refused("The service says that " + name + " changes something (idempotency_level ="
                    + " IDEMPOTENT). Call it by the operation 'call'.");
        }
    }

    /** @throws ConnectorException when the reply is one message */
    void requireStream() {
        if (!givesStream()) {
            throw MethodName.refused(
                    name + " answers with one message, not with a stream. Call it by 'call' or 'query'.");
        }
    }
}
