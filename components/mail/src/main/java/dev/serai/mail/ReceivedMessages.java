/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mail;

import dev.serai.connector.state.SeenKeys;
import java.time.Duration;

/** Which messages of a source a route is done with, and how often it failed for the others. Thread-safe. */
final class ReceivedMessages {

    /** The scope of received messages among the keys that consumers remember, the same in every version. */
    private static final String SCOPE = "consumers";

    private final SeenKeys keys;
    private final String source;
    private final Duration rememberFor;

    ReceivedMessages(SeenKeys keys, String source, Duration rememberFor) {
        this.keys = keys;
        this.source = source;
        this.rememberFor = rememberFor;
    }

    boolean isDone(long validity, long uid) {
        return keys.contains(SCOPE, key(validity, uid));
    }

    /** Remembers that the route is done with a message. */
    void done(long validity, long uid) {
        keys.add(SCOPE, key(validity, uid), rememberFor);
    }

    /** Whether the route was given the message as often as it may be, and failed each time. */
    boolean isGivenUp(long validity, long uid, int attempts) {
        return keys.contains(SCOPE, failure(validity, uid, attempts));
    }

    /** Which attempt is the next one, from 1. */
    int nextAttempt(long validity, long uid, int attempts) {
        int next = 1;
        while (next < attempts && keys.contains(SCOPE, failure(validity, uid, next))) {
            next++;
        }
        return next;
    }

    /** Remembers that an attempt failed. */
    void failed(long validity, long uid, int attempt) {
        keys.add(SCOPE, failure(validity, uid, attempt), rememberFor);
    }

    private String key(long validity, long uid) {
        return source + ":" + validity + "-" + uid;
    }

    private String failure(long validity, long uid, int attempt) {
        return key(validity, uid) + "!" + attempt;
    }
}
