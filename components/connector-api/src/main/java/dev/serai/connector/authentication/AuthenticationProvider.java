/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.authentication;

import dev.serai.connector.ConnectorException;
import java.util.concurrent.CompletionStage;

/**
 * Gives the credentials of one connector's calls. Thread-safe. Write one to authenticate in a way of your own, and name it
 * in a declaration: {@code auth: { type: custom, provider: "#bean:name" }} or {@code "#class:com.example.MyProvider"}.
 */
public interface AuthenticationProvider extends AutoCloseable {

    /**
     * The credentials for a call that is made now. Completed already while what was obtained is still good, so that a call
     * costs nothing; callers that come during a renewal share it.
     *
     * @return completes with the credentials, or exceptionally with a {@link ConnectorException} of category
     *     authentication (refused) or connection (the authorization server is away; nothing was sent)
     */
    CompletionStage<Credentials> credentials();

    /**
     * Says that the system refused these credentials, so that they are not used again.
     *
     * @return whether {@link #credentials()} can now give others, so that repeating the call once may help
     */
    default boolean refused(Credentials credentials) {
        return false;
    }

    /** Releases what renewals need. */
    @Override
    default void close() {}
}
