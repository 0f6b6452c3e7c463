/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import dev.serai.connector.ErrorCategory;
import dev.serai.connector.ErrorCode;
import dev.serai.http.HttpErrors;
import java.util.List;
import java.util.stream.Stream;

/** Every way in which a call of a REST connector fails. */
final class RestErrors {

    /** The reply is not one that the API's own description has. */
    static final ErrorCode REPLY_UNEXPECTED = new ErrorCode(
            "SERAI-REST-001",
            ErrorCategory.REMOTE,
            false,
            "With 'checkReplies': the reply is not what the API's own description says. The call was made.");

    static final List<ErrorCode> ALL =
            Stream.concat(HttpErrors.ALL.stream(), Stream.of(REPLY_UNEXPECTED)).toList();

    private RestErrors() {}
}
