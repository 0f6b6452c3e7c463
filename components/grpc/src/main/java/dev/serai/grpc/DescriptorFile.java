/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.serai.connector.ConnectorException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The services of a descriptor file, which was read once. */
final class DescriptorFile implements DescriptorSource {

    private final Services services;

    private DescriptorFile(Services services) {
        this.services = services;
    }

    /**
     * Reads a file.
     *
     * @param baseDirectory what a relative path is relative to
     * @throws ConnectorException when it cannot be read or is something else, with what to write
     */
    static DescriptorFile read(String path, Path baseDirectory) {
        List<FileDescriptor> files = new FileLinking(
                        "the file '" + path + "'", set(path, baseDirectory).getFileList())
                .all();
        List<ServiceDescriptor> found = files.stream()
                .flatMap(file -> file.getServices().stream())
                .sorted(Comparator.comparing(ServiceDescriptor::getFullName))
                .toList();
        if (found.isEmpty()) {
            throw refused("The file '" + path + "' of 'descriptors' describes no service.", null);
        }
        return new DescriptorFile(new Services("The file '" + path + "'", found, KnownTypes.of(files)));
    }

    private static FileDescriptorSet set(String path, Path baseDirectory) {
        try {
            return FileDescriptorSet.parseFrom(Files.readAllBytes(baseDirectory.resolve(path)));
        } catch (InvalidProtocolBufferException e) {
            throw refused(
                    "The file '" + path + "' of 'descriptors' is no descriptor file. Write one by protoc"
                            + " --include_imports --descriptor_set_out=" + path + " and the .proto files.",
                    e);
        } catch (NoSuchFileException e) {
            throw unreadable(path, "it does not exist", e);
        } catch (AccessDeniedException e) {
            throw unreadable(path, "access is denied", e);
        } catch (IOException | InvalidPathException e) {
            throw unreadable(path, e.getMessage(), e);
        }
    }

    private static ConnectorException unreadable(String path, String reason, Exception cause) {
        return refused("The file '" + path + "' of 'descriptors' cannot be read: " + reason + ".", cause);
    }

    private static ConnectorException refused(String sentence, Exception cause) {
        return ConnectorException.of(GrpcErrors.DESCRIPTORS_REFUSED, sentence)
                .neverSent()
                .cause(cause)
                .build();
    }

    @Override
    public CompletableFuture<GrpcMethod> method(MethodName name) {
        return CompletableFuture.completedFuture(services.method(name));
    }

    @Override
    public CompletableFuture<List<ServiceDescriptor>> services() {
        return CompletableFuture.completedFuture(services.all());
    }
}
