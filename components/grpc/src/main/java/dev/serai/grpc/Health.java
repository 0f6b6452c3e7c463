/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import dev.serai.connector.ConnectorException;
import io.grpc.CallOptions;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;

/** Asks a server how it is, by {@code grpc.health.v1.Health}. */
final class Health {

    private final GrpcClient client;
    private final GrpcOptions options;
    private final String server;
    private final String service;

    Health(GrpcClient client, GrpcConfiguration configuration) {
        this.client = client;
        this.options = configuration.options();
        this.server = configuration.connection().address().toString();
        this.service = configuration.healthService() == null ? "" : configuration.healthService();
    }

    /**
     * Waits for the answer.
     *
     * @return a sentence for one that is up
     * @throws IllegalStateException with a sentence when the service says that it does not serve
     */
    String check() {
        ServingStatus status;
        try {
            status = asked();
        } catch (CompletionException e) {
            return upAllTheSame(e);
        }
        String sentence = server + " says that " + (service.isEmpty() ? "it" : service) + " is " + status + ".";
        if (status != ServingStatus.SERVING) {
            throw new IllegalStateException(sentence);
        }
        return sentence;
    }

    private ServingStatus asked() {
        String name = HealthGrpc.getCheckMethod().getFullMethodName();
        return client.call(
                        new OutgoingCall<HealthCheckRequest, HealthCheckResponse>(
                                name,
                                HealthGrpc.getCheckMethod(),
                                List.of(HealthCheckRequest.newBuilder()
                                        .setService(service)
                                        .build()),
                                CallOptions.DEFAULT,
                                client.metadata(Map.of()),
                                options.requestTimeout(),
                                new ReplyBounds(name, true, 1, options.maxMessageSize())),
                        reply -> reply.single(name).getStatus())
                .join();
    }

    /** A server that says it has no health service is there, and no more is known. */
    private String upAllTheSame(CompletionException thrown) {
        if (thrown.getCause() instanceof ConnectorException failure) {
            Object status = failure.details().get("status");
            if (Status.Code.UNIMPLEMENTED.name().equals(status)) {
                return server + " answers, but has no health service.";
            }
            if (Status.Code.NOT_FOUND.name().equals(status)) {
                throw new IllegalStateException(
                        server + " knows of no health of the service '" + service + "'. Check 'healthService'.");
            }
        }
        throw thrown;
    }
}
