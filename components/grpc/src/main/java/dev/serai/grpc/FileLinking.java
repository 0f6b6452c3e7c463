/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import com.google.protobuf.AnyProto;
import com.google.protobuf.ApiProto;
import com.google.protobuf.DescriptorProtos;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DurationProto;
import com.google.protobuf.EmptyProto;
import com.google.protobuf.FieldMaskProto;
import com.google.protobuf.SourceContextProto;
import com.google.protobuf.StructProto;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.TypeProto;
import com.google.protobuf.WrappersProto;
import dev.serai.connector.ConnectorException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes descriptors of files that import each other, in whatever order they come. Used once. */
final class FileLinking {

    /** What protoc brings along, and what descriptor files may therefore leave out. */
    private static final Map<String, FileDescriptor> BROUGHT_ALONG = Stream.of(
                    AnyProto.getDescriptor(),
                    ApiProto.getDescriptor(),
                    DescriptorProtos.getDescriptor(),
                    DurationProto.getDescriptor(),
                    EmptyProto.getDescriptor(),
                    FieldMaskProto.getDescriptor(),
                    SourceContextProto.getDescriptor(),
                    StructProto.getDescriptor(),
                    TimestampProto.getDescriptor(),
                    TypeProto.getDescriptor(),
                    WrappersProto.getDescriptor())
            .collect(Collectors.toMap(FileDescriptor::getName, Function.identity()));

    private final String source;
    private final Map<String, FileDescriptorProto> files;
    private final Map<String, FileDescriptor> linked = new HashMap<>();
    private final Set<String> underWay = new LinkedHashSet<>();

    /** @param source where the files come from, for messages */
    FileLinking(String source, Collection<FileDescriptorProto> files) {
        this.source = source;
        this.files = files.stream()
                .collect(Collectors.toMap(FileDescriptorProto::getName, Function.identity(), (one, same) -> one));
    }

    /** Whether a file need not be given. */
    static boolean isBroughtAlong(String name) {
        return BROUGHT_ALONG.containsKey(name);
    }

    /** @throws ConnectorException when one is missing, or they do not fit together */
    List<FileDescriptor> all() {
        return files.keySet().stream().sorted().map(this::link).toList();
    }

    private FileDescriptor link(String name) {
        FileDescriptor known = linked.get(name);
        if (known != null) {
            return known;
        }
        FileDescriptorProto file = files.get(name);
        if (file == null) {
            FileDescriptor brought = BROUGHT_ALONG.get(name);
            if (brought == null) {
                throw refused(
                        "'" + name + "' is imported, but missing. Write the file with protoc's --include_imports.",
                        null);
            }
            return brought;
        }
        // Read by older rules, it would lose values of enumerations, and more.
        if (file.getSyntax().equals("editions")) {
            throw refused("'" + name + "' is written in an edition, which cannot be read yet. Use proto3.", null);
        }
        if (!underWay.add(name)) {
            throw refused("'" + name + "' imports itself, by " + String.join(", ", underWay) + ".", null);
        }
        FileDescriptor[] imports =
                file.getDependencyList().stream().map(this::link).toArray(FileDescriptor[]::new);
        underWay.remove(name);
        try {
            FileDescriptor made = FileDescriptor.buildFrom(file, imports);
            linked.put(name, made);
            return made;
        } catch (DescriptorValidationException | IllegalArgumentException e) {
            throw refused("'" + name + "' is not valid: " + e.getMessage() + ".", e);
        }
    }

    private ConnectorException refused(String sentence, Exception cause) {
        return ConnectorException.of(
                        GrpcErrors.DESCRIPTORS_REFUSED, "The descriptors of " + source + " cannot be used: " + sentence)
                .neverSent()
                .cause(cause)
                .build();
    }
}
