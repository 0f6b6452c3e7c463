/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import com.google.protobuf.AnyProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.DurationProto;
import com.google.protobuf.EmptyProto;
import com.google.protobuf.FieldMaskProto;
import com.google.protobuf.StructProto;
import com.google.protobuf.TextFormat;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.WrappersProto;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The descriptors of the services that tests call. No code is generated of them. */
final class Inventory {

    static final FileDescriptor COMMON = linked("common.textproto");

    static final FileDescriptor FILE = linked(
            "inventory.textproto",
            COMMON,
            AnyProto.getDescriptor(),
            DurationProto.getDescriptor(),
            EmptyProto.getDescriptor(),
            FieldMaskProto.getDescriptor(),
            StructProto.getDescriptor(),
            TimestampProto.getDescriptor(),
            WrappersProto.getDescriptor());

    static final ServiceDescriptor SERVICE = FILE.findServiceByName("Inventory");

    static final Descriptor EVERYTHING = FILE.findMessageTypeByName("Everything");

    private Inventory() {}

    /** What protoc would write with --include_imports, but for what it brings along itself. */
    static FileDescriptorSet set() {
        return FileDescriptorSet.newBuilder()
                .addFile(FILE.toProto())
                .addFile(COMMON.toProto())
                .build();
    }

    private static FileDescriptor linked(String resource, FileDescriptor... imports) {
        try (InputStream text = Inventory.class.getResourceAsStream(resource)) {
            FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder();
            TextFormat.merge(new String(text.readAllBytes(), StandardCharsets.UTF_8), file);
            return FileDescriptor.buildFrom(file.build(), imports);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException(e);
        }
    }
}
