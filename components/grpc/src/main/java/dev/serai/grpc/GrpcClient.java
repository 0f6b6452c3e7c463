/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.authentication.AuthenticationProvider;
import dev.serai.connector.authentication.AuthenticationProviders;
import dev.serai.connector.authentication.Credentials;
import io.grpc.Metadata;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.camel.spi.ExecutorServiceManager;

/**
 * The gRPC client of one connector: its channel, its credentials, and what it knows of the server's services. Thread-safe;
 * no thread waits for a reply.
 */
final class GrpcClient {

    private final Caller caller;
    private final GrpcConfiguration configuration;
    private final ConnectorEnvironment environment;
    private final CallMetadata metadata;
    private final GrpcFailures failures;
    private volatile Open open;

    GrpcClient(String connector, GrpcConfiguration configuration, ConnectorEnvironment environment) {
        this.caller = new Caller(connector, null);
        this.configuration = configuration;
        this.environment = environment;
        this.metadata = new CallMetadata(configuration.connection().metadata());
        this.failures = new GrpcFailures(
                configuration.connection().address(), configuration.options(), environment.redaction());
    }

    /**
     * Makes the channel. Nothing is asked of the server yet: a service may be served by the very routes that start next.
     *
     * @throws ConnectorException when the settings do not make a channel, the descriptor file cannot be used, or the client
     *     is open
     */
    synchronized void open() {
        if (open != null) {
            throw caller.alreadyConnected();
        }
        DescriptorFile file = configuration.descriptors() == null
                ? null
                : DescriptorFile.read(configuration.descriptors(), environment.baseDirectory());
        OpenChannel channel = channel();
        DescriptorSource descriptors = file == null ? reflected(channel) : file;
        channel.whenLost(descriptors::forget);
        open = new Open(channel, descriptors);
    }

    private DescriptorSource reflected(OpenChannel channel) {
        String server = configuration.connection().address().toString();
        return new ReflectedDescriptors(
                server, new Reflection(server, configuration.options().requestTimeout(), channel, metadata, failures));
    }

    private OpenChannel channel() {
        AuthenticationProvider authentication =
                AuthenticationProviders.of(configuration.connection().auth(), caller.connector(), environment);
        // Cached, because its threads run on into the caller's steps: with a bounded pool, steps that wait for another
        // reply of this connector would take every thread that could bring it.
        ExecutorService threads = threads().newCachedThreadPool(this, "grpc-" + caller.connector());
        Executor replies = OpenChannel.replies(threads);
        try {
            return new OpenChannel(
                    new ChannelSettings(configuration.connection(), configuration.options()).channel(replies),
                    authentication,
                    threads,
                    replies);
        } catch (IOException | IllegalArgumentException e) {
            authentication.close();
            threads().shutdown(threads);
            throw caller.failure(
                            ConnectorErrors.CONFIGURATION,
                            "'connection.tls' cannot be used. Expected certificates in PEM, and a key in PEM of PKCS#8"
                                    + " (BEGIN PRIVATE KEY) without a password.")
                    .cause(e)
                    .build();
        }
    }

    /** Ends what is under way and closes the connections. Calling it again does nothing. */
    synchronized void close() {
        if (open != null) {
            open.channel.close();
            threads().shutdown(open.channel.threads());
            open = null;
        }
    }

    private ExecutorServiceManager threads() {
        return environment.camelContext().getExecutorServiceManager();
    }

    /**
     * The declared metadata and those of a call, which win.
     *
     * @throws ConnectorException when one cannot be sent
     */
    Metadata metadata(Map<?, ?> own) {
        return metadata.of(own);
    }

    GrpcFailures failures() {
        return failures;
    }

    /** @throws ConnectorException when the client is not open */
    DescriptorSource descriptors() {
        return requireOpen().descriptors;
    }

    /** @throws ConnectorException when the client is not open */
    OpenChannel openChannel() {
        return requireOpen().channel;
    }

    /**
     * Makes a call.
     *
     * @param reading turns the reply into the call's result, on a thread that may block
     * @return cancelling it ends the call
     * @throws ConnectorException when the client is not open
     */
    <Q, R, T> CompletableFuture<T> call(OutgoingCall<Q, R> call, Function<Reply<R>, T> reading) {
        OpenChannel channel = openChannel();
        return AuthenticatedCall.begin(
                channel.authentication(),
                credentials -> attempt(channel, call, credentials),
                reading,
                failure -> failures.of(call.name(), call.timeout(), failure),
                channel.replies());
    }

    private static <Q, R> CompletableFuture<Reply<R>> attempt(
            OpenChannel channel, OutgoingCall<Q, R> call, Credentials credentials) {
        // Of its own for each attempt: gRPC adds to what it is given.
        Metadata headers = new Metadata();
        headers.merge(call.metadata());
        CallMetadata.add(headers, credentials);
        return MessageCall.begin(
                channel.ready(),
                call.method(),
                call.options().withDeadlineAfter(call.timeout().toNanos(), TimeUnit.NANOSECONDS),
                headers,
                call.requests(),
                call.bounds());
    }

    private Open requireOpen() {
        Open now = open;
        if (now == null) {
            throw caller.notConnected();
        }
        return now;
    }

    /** What exists between open and close. */
    private record Open(OpenChannel channel, DescriptorSource descriptors) {}
}
