/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;

/**
 * What became of one call on the wire: whether it was sent, and whether the status came from the server. A status alone
 * does not tell; UNAVAILABLE may be either. Thread-safe.
 */
final class CallTrace extends ClientStreamTracer.Factory {

    private volatile boolean sent;
    private volatile boolean answered;

    /** gRPC itself repeats a call that a server certainly did not look at; then nothing was sent until now. */
    @Override
    public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
        sent = false;
        return new ClientStreamTracer() {
            @Override
            public void outboundHeaders() {
                sent = true;
            }

            @Override
            public void inboundTrailers(Metadata trailers) {
                answered = true;
            }
        };
    }

    /** Whether the server may know of the call. */
    boolean sent() {
        return sent;
    }

    /** Whether the status is the server's own. */
    boolean answered() {
        return answered;
    }
}
