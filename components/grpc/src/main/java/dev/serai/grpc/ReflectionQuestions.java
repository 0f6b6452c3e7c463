/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.serai.connector.ConnectorException;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.reflection.v1.ErrorResponse;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** What is asked of a reflection service over one stream. One at a time. */
final class ReflectionQuestions {

    private final ReflectionStream stream;
    private final Map<String, FileDescriptorProto> files = new LinkedHashMap<>();
    private final Set<String> askedFor = new HashSet<>();

    ReflectionQuestions(ReflectionStream stream) {
        this.stream = stream;
    }

    /** Over the same stream, when these have been answered. */
    ReflectionQuestions others() {
        return new ReflectionQuestions(stream);
    }

    /** The names of all services. */
    CompletableFuture<List<String>> services() {
        return stream.ask(
                        ServerReflectionRequest.newBuilder().setListServices("").build())
                .thenApply(answer -> {
                    requireAnswer(answer);
                    return answer.getListServicesResponse().getServiceList().stream()
                            .map(ServiceResponse::getName)
                            .sorted()
                            .toList();
                });
    }

    /** The file that describes a service, and all that it imports; empty when the server does not know the service. */
    CompletableFuture<Optional<Collection<FileDescriptorProto>>> files(String service) {
        return stream.ask(ServerReflectionRequest.newBuilder()
                        .setFileContainingSymbol(service)
                        .build())
                .thenCompose(answer -> {
                    if (isUnknown(answer)) {
                        return CompletableFuture.completedFuture(Optional.empty());
                    }
                    add(answer);
                    return missing().thenApply(unused -> Optional.of(files.values()));
                });
    }

    /** Some servers send a file with all its imports, others each by itself. */
    private CompletionStage<Void> missing() {
        Optional<String> next = files.values().stream()
                .flatMap(file -> file.getDependencyList().stream())
                .filter(name -> !files.containsKey(name) && !FileLinking.isBroughtAlong(name))
                .filter(askedFor::add)
                .findFirst();
        if (next.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        return stream.ask(ServerReflectionRequest.newBuilder()
                        .setFileByFilename(next.get())
                        .build())
                .thenCompose(answer -> {
                    // Whether one that is unknown is needed is found out when the files are put together.
                    if (!isUnknown(answer)) {
                        add(answer);
                    }
                    return missing();
                });
    }

    private void add(ServerReflectionResponse answer) {
        requireAnswer(answer);
        try {
            for (ByteString bytes : answer.getFileDescriptorResponse().getFileDescriptorProtoList()) {
                FileDescriptorProto file = FileDescriptorProto.parseFrom(bytes);
                files.put(file.getName(), file);
            }
        } catch (InvalidProtocolBufferException e) {
            throw ConnectorException.of(
                            GrpcErrors.DESCRIPTORS_REFUSED,
                            "The reflection service gave something else than descriptors. Write them to a file, and name"
                                    + " it in 'descriptors'.")
                    .neverSent()
                    .cause(e)
                    .build();
        }
    }

    private static boolean isUnknown(ServerReflectionResponse answer) {
        return answer.hasErrorResponse() && answer.getErrorResponse().getErrorCode() == Status.Code.NOT_FOUND.value();
    }

    private static void requireAnswer(ServerReflectionResponse answer) {
        if (answer.hasErrorResponse()) {
            ErrorResponse error = answer.getErrorResponse();
            Status status = Status.fromCodeValue(error.getErrorCode()).withDescription(error.getErrorMessage());
            throw new CompletionException(new CallFailure(status, new Metadata(), null, false));
        }
    }
}
