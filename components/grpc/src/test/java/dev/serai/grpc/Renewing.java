/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import dev.serai.connector.authentication.AuthenticationProvider;
import dev.serai.connector.authentication.Credentials;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Gives a token that is stale, and a fresh one after it was refused. */
public final class Renewing implements AuthenticationProvider {

    private volatile boolean renewed;

    @Override
    public CompletionStage<Credentials> credentials() {
        return CompletableFuture.supplyAsync(() -> Credentials.header("X-Token", renewed ? "fresh" : "stale"));
    }

    @Override
    public boolean refused(Credentials credentials) {
        boolean first = !renewed;
        renewed = true;
        return first;
    }
}
