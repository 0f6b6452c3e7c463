/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

import java.util.concurrent.CompletableFuture;

/** One request that is under way. */
interface Call<R extends Answer> {

    /** Completes on an event loop; fails with a {@link HttpCallFailure}. */
    CompletableFuture<R> reply();

    /** Ends the request because nobody waits for its reply any more. */
    void abandon();
}
