/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import io.grpc.Metadata;
import io.grpc.Status;

/** Why a call brought no reply, in gRPC's own terms. */
final class CallFailure extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Status status;
    private final transient Metadata trailers;
    private final boolean neverSent;
    private final boolean answered;
    private final boolean begun;
    private boolean preparing;

    /**
     * @param trace null when the call was not even begun
     * @param begun whether messages came before
     */
    CallFailure(Status status, Metadata trailers, CallTrace trace, boolean begun) {
        super(status.toString(), status.getCause(), false, false);
        this.status = status;
        this.trailers = trailers;
        this.neverSent = trace == null || !trace.sent();
        // A status that came over the wire has no cause; one of this side may come after the server's own.
        this.answered = trace != null && trace.answered() && status.getCause() == null;
        this.begun = begun;
    }

    Status status() {
        return status;
    }

    Metadata trailers() {
        return trailers;
    }

    /** Whether the server certainly knows nothing of the call. */
    boolean neverSent() {
        return neverSent;
    }

    /** The same, of a call that only prepares the one that the caller wants: whatever came of it, that one was not sent. */
    CallFailure whilePreparing() {
        preparing = true;
        return this;
    }

    boolean preparing() {
        return preparing;
    }

    /** Whether the server has none of that name. */
    boolean unimplemented() {
        return status.getCode() == Status.Code.UNIMPLEMENTED;
    }

    /** Whether the status came from the server. */
    boolean answered() {
        return answered;
    }

    /** Whether the server refused the credentials and did nothing. */
    boolean refusedCredentials() {
        return status.getCode() == Status.Code.UNAUTHENTICATED && !begun;
    }
}
