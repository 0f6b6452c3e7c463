/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import java.util.Locale;

/** What kind of thing went wrong; decides who can do something about it. */
public enum ErrorCategory {
    /** The declaration or the call is wrong: an unknown option, a missing input. */
    CONFIGURATION,
    AUTHENTICATION,
    RATE_LIMIT,
    /** The system was not reached, or the connection broke. */
    CONNECTION,
    TIMEOUT,
    /** The system was reached and refused. */
    REMOTE,
    /** The connector cannot do what was asked. */
    UNSUPPORTED;

    /** As it is written: {@code rate-limit}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
