/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

/** No whole reply came. Carries what is known to where the sentence about it is made. */
final class HttpCallFailure extends Exception {

    /** Why there is no reply. */
    enum Kind {
        TIMED_OUT,
        TOO_LARGE,
        /** One redirect after another, more than are allowed. */
        REDIRECTED_TOO_OFTEN,
        /** A redirect leads to an origin that is not allowed; the message names it. */
        LED_AWAY,
        /** The reply's body is not packed as its header says; the cause says why. */
        NOT_PACKED,
        /** What was to be sent could not be read; the cause says why. */
        UNREADABLE,
        /** NTLM did not come to an end; the cause says why. */
        NOT_INTRODUCED,
        /** Its caller cancelled it, and hears nothing of it. */
        ABANDONED,
        /** The connection could not be opened, or broke; the cause says how. */
        BROKEN
    }

    private final Kind kind;
    private final boolean neverSent;

    HttpCallFailure(Kind kind, boolean neverSent, Throwable cause) {
        super(kind.toString(), cause);
        this.kind = kind;
        this.neverSent = neverSent;
    }

    Kind kind() {
        return kind;
    }

    /** Whether not a byte of the request left. */
    boolean neverSent() {
        return neverSent;
    }
}
