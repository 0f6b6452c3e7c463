/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.authentication.Credentials;
import io.grpc.CallOptions;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A server's reflection service, of version 1 or, where there is none, its draft. Thread-safe. */
final class Reflection implements ReflectedDescriptors.Asking {

    private static final MethodDescriptor<ServerReflectionRequest, ServerReflectionResponse> RELEASED =
            ServerReflectionGrpc.getServerReflectionInfoMethod();

    /** The same messages under another name. */
    private static final MethodDescriptor<ServerReflectionRequest, ServerReflectionResponse> DRAFT =
            RELEASED.toBuilder()
                    .setFullMethodName("grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo")
                    .build();

    private final String server;
    private final Duration timeout;
    private final OpenChannel channel;
    private final CallMetadata metadata;
    private final GrpcFailures failures;
    private volatile boolean onlyDraft;

    /** @param server for messages */
    Reflection(String server, Duration timeout, OpenChannel channel, CallMetadata metadata, GrpcFailures failures) {
        this.server = server;
        this.timeout = timeout;
        this.channel = channel;
        this.metadata = metadata;
        this.failures = failures;
    }

    @Override
    public <T> CompletableFuture<T> ask(Function<ReflectionQuestions, CompletableFuture<T>> questions) {
        return AuthenticatedCall.begin(
                channel.authentication(),
                credentials -> onlyDraft ? ask(DRAFT, credentials, questions) : askEither(credentials, questions),
                Function.identity(),
                this::failure,
                channel.replies());
    }

    private <T> CompletableFuture<T> askEither(
            Credentials credentials, Function<ReflectionQuestions, CompletableFuture<T>> questions) {
        return ask(RELEASED, credentials, questions).exceptionallyCompose(thrown -> {
            if (!(AuthenticatedCall.cause(thrown) instanceof CallFailure failure) || !failure.unimplemented()) {
                return CompletableFuture.failedFuture(thrown);
            }
            return ask(DRAFT, credentials, questions).whenComplete((found, again) -> onlyDraft = again == null);
        });
    }

    private <T> CompletableFuture<T> ask(
            MethodDescriptor<ServerReflectionRequest, ServerReflectionResponse> version,
            Credentials credentials,
            Function<ReflectionQuestions, CompletableFuture<T>> questions) {
        Metadata headers = metadata.of(Map.of());
        CallMetadata.add(headers, credentials);
        ReflectionStream stream = ReflectionStream.open(
                channel.ready(),
                version,
                CallOptions.DEFAULT.withDeadlineAfter(timeout.toMillis(), TimeUnit.MILLISECONDS),
                headers);
        return questions.apply(new ReflectionQuestions(stream)).whenComplete((found, failure) -> stream.close());
    }

    private ConnectorException failure(CallFailure failure) {
        if (failure.unimplemented()) {
            return ConnectorException.of(
                            GrpcErrors.NO_REFLECTION,
                            server + " has no reflection service, so the messages of its methods are not known. Write"
                                    + " their descriptors to a file, by protoc --include_imports"
                                    + " --descriptor_set_out=services.desc and the .proto files, and name it in the"
                                    + " declaration: 'descriptors: services.desc'.")
                    .neverSent()
                    .build();
        }
        return failures.of("its reflection service", timeout, failure.whilePreparing());
    }
}
