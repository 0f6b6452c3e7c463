/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.authentication.AuthenticationProvider;
import io.grpc.CallCredentials;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Gives a stub's stream the connector's credentials, and then the stub's own. */
final class StubCredentials extends CallCredentials {

    private final AuthenticationProvider authentication;
    private final CallCredentials own;

    /** @param own null for none */
    StubCredentials(AuthenticationProvider authentication, CallCredentials own) {
        this.authentication = authentication;
        this.own = own;
    }

    @Override
    public void applyRequestMetadata(RequestInfo request, Executor executor, MetadataApplier applier) {
        CompletionStage<?> unused = authentication.credentials().whenComplete((credentials, failure) -> {
            if (failure != null) {
                Throwable cause = AuthenticatedCall.cause(failure);
                applier.fail(
                        cause instanceof ConnectorException known
                                ? StubStatus.of(known)
                                : Status.UNAUTHENTICATED.withCause(cause));
                return;
            }
            Metadata headers = new Metadata();
            try {
                CallMetadata.add(headers, credentials);
            } catch (ConnectorException e) {
                applier.fail(StubStatus.of(e));
                return;
            }
            if (own == null) {
                applier.apply(headers);
            } else {
                own.applyRequestMetadata(request, executor, new Both(applier, headers));
            }
        });
    }

    /** Passes on what the stub's own credentials add. */
    private static final class Both extends MetadataApplier {

        private final MetadataApplier applier;
        private final Metadata headers;

        Both(MetadataApplier applier, Metadata headers) {
            this.applier = applier;
            this.headers = headers;
        }

        @Override
        public void apply(Metadata more) {
            headers.merge(more);
            applier.apply(headers);
        }

        @Override
        public void fail(Status status) {
            applier.fail(status);
        }
    }
}
