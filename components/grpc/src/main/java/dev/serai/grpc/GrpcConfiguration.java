/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import dev.serai.connector.configuration.Option;

/** What a declaration of type {@code grpc} says. */
record GrpcConfiguration(
        @Option("Which server, and as whom.") GrpcConnection connection,

        @Option("How calls are made.") GrpcOptions options,

        @Option(
                "A descriptor file of the services, as protoc writes it with --descriptor_set_out and --include_imports."
                        + " By default the server is asked by its reflection service.")
        String descriptors,

        @Option("Which service the health check asks for. By default the server as a whole.")
        String healthService) {}
