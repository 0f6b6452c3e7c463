/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

/** The server and the connector did not agree by NTLM. Its message is the reason, without a full stop. */
final class NtlmFailure extends Exception {

    NtlmFailure(String reason, Throwable cause) {
        super(reason, cause);
    }
}
