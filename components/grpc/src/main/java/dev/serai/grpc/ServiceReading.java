/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import dev.serai.connector.DiscoveredResource;
import dev.serai.connector.DiscoveredResource.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a server has: its services with their methods, then the messages and enumerations that these take and give. */
final class ServiceReading {

    private final Map<String, Descriptor> messages = new TreeMap<>();
    private final Map<String, EnumDescriptor> enums = new TreeMap<>();

    private ServiceReading() {}

    static List<DiscoveredResource> of(List<ServiceDescriptor> services) {
        ServiceReading reading = new ServiceReading();
        List<DiscoveredResource> found = new ArrayList<>();
        for (ServiceDescriptor service : services) {
            service.getMethods().forEach(method -> {
                reading.add(method.getInputType());
                reading.add(method.getOutputType());
            });
            found.add(new DiscoveredResource(
                    "service",
                    service.getFullName(),
                    "",
                    service.getMethods().stream().map(ServiceReading::part).toList()));
        }
        reading.messages
                .values()
                .forEach(type -> found.add(new DiscoveredResource(
                        "message",
                        type.getFullName(),
                        "",
                        type.getFields().stream().map(ServiceReading::part).toList())));
        reading.enums
                .values()
                .forEach(type -> found.add(new DiscoveredResource(
                        "enum",
                        type.getFullName(),
                        "",
                        type.getValues().stream().map(ServiceReading::part).toList())));
        return found;
    }

    private void add(Descriptor type) {
        if (WellKnownTypes.isOne(type) || messages.putIfAbsent(type.getFullName(), type) != null) {
            return;
        }
        for (FieldDescriptor field : type.getFields()) {
            add(field);
        }
    }

    private void add(FieldDescriptor field) {
        if (field.isMapField()) {
            add(field.getMessageType().findFieldByNumber(2));
        } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
            add(field.getMessageType());
        } else if (field.getJavaType() == FieldDescriptor.JavaType.ENUM) {
            enums.put(field.getEnumType().getFullName(), field.getEnumType());
        }
    }

    private static Part part(MethodDescriptor method) {
        return new Part(
                method.getName() + "("
                        + streamed(
                                method.isClientStreaming(),
                                method.getInputType().getFullName()) + ")",
                streamed(method.isServerStreaming(), method.getOutputType().getFullName()),
                "");
    }

    private static String streamed(boolean stream, String type) {
        return stream ? "stream " + type : type;
    }

    private static Part part(FieldDescriptor field) {
        return new Part(field.getJsonName(), type(field), "");
    }

    private static Part part(EnumValueDescriptor value) {
        return new Part(value.getName(), "", "");
    }

    /** As a .proto file writes it. */
    private static String type(FieldDescriptor field) {
        if (field.isMapField()) {
            return "map<" + single(field.getMessageType().findFieldByNumber(1)) + ", "
                    + single(field.getMessageType().findFieldByNumber(2)) + ">";
        }
        return (field.isRepeated() ? "repeated " : "") + single(field);
    }

    private static String single(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case MESSAGE -> field.getMessageType().getFullName();
            case ENUM -> field.getEnumType().getFullName();
            default -> field.getType().name().toLowerCase(Locale.ROOT);
        };
    }
}
