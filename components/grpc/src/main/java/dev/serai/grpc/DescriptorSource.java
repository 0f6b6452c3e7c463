/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Knows the services of a server. Thread-safe. */
interface DescriptorSource {

    /**
     * A method with its messages.
     *
     * @return completes with it, or exceptionally with a {@link dev.serai.connector.ConnectorException}, as when there is
     *     none; not to be cancelled, because callers share it
     */
    CompletableFuture<GrpcMethod> method(MethodName name);

    /** All services that are of use to routes, by name. */
    CompletableFuture<List<ServiceDescriptor>> services();

    /** Says that the server may be another one now. */
    default void forget() {}
}
