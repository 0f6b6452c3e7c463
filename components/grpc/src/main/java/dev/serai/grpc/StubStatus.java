/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import dev.serai.connector.ConnectorException;
import io.grpc.Status;

/** Says to a generated stub, in gRPC's terms, why a call failed. */
final class StubStatus {

    private StubStatus() {}

    /** The server's own status where it gave one; the failure is its cause. */
    static Status of(ConnectorException failure) {
        return code(failure).toStatus().withDescription(failure.getMessage()).withCause(failure);
    }

    private static Status.Code code(ConnectorException failure) {
        if (failure.details().get("status") instanceof String name) {
            return Status.Code.valueOf(name);
        }
        return switch (failure.category()) {
            case AUTHENTICATION -> Status.Code.UNAUTHENTICATED;
            case RATE_LIMIT -> Status.Code.RESOURCE_EXHAUSTED;
            case CONNECTION -> Status.Code.UNAVAILABLE;
            case TIMEOUT -> Status.Code.DEADLINE_EXCEEDED;
            case UNSUPPORTED -> Status.Code.UNIMPLEMENTED;
            case CONFIGURATION -> Status.Code.FAILED_PRECONDITION;
            case REMOTE -> Status.Code.UNKNOWN;
        };
    }
}
