/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import com.google.protobuf.AnyProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DurationProto;
import com.google.protobuf.EmptyProto;
import com.google.protobuf.FieldMaskProto;
import com.google.protobuf.StructProto;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.WrappersProto;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The messages that may stand in an Any: those of some files and of all that these import. Immutable. */
final class KnownTypes {

    private static final List<FileDescriptor> EVERYWHERE = List.of(
            AnyProto.getDescriptor(),
            DurationProto.getDescriptor(),
            EmptyProto.getDescriptor(),
            FieldMaskProto.getDescriptor(),
            StructProto.getDescriptor(),
            TimestampProto.getDescriptor(),
            WrappersProto.getDescriptor());

    private final Map<String, Descriptor> types = new HashMap<>();

    private KnownTypes() {}

    static KnownTypes of(Collection<FileDescriptor> files) {
        KnownTypes known = new KnownTypes();
        Set<String> seen = new HashSet<>();
        files.forEach(file -> known.addFile(file, seen));
        EVERYWHERE.forEach(file -> known.addFile(file, seen));
        return known;
    }

    private void addFile(FileDescriptor file, Set<String> seen) {
        if (seen.add(file.getName())) {
            file.getMessageTypes().forEach(this::addType);
            file.getDependencies().forEach(dependency -> addFile(dependency, seen));
        }
    }

    private void addType(Descriptor type) {
        types.putIfAbsent(type.getFullName(), type);
        type.getNestedTypes().forEach(this::addType);
    }

    /** @param typeUrl as an Any has it: {@code type.googleapis.com/shop.Item}; null when there is no such type */
    Descriptor find(String typeUrl) {
        return types.get(typeUrl.substring(typeUrl.lastIndexOf('/') + 1));
    }
}
