/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.graphql;

import dev.serai.connector.ErrorCategory;
import dev.serai.connector.ErrorCode;
import dev.serai.http.HttpErrors;
import dev.serai.http.SocketErrors;
import java.util.List;
import java.util.stream.Stream;

/** Every way in which a call of a GraphQL connector fails. */
public final class GraphQlErrors {

    /** The reply has errors. */
    public static final ErrorCode ANSWERED_ERRORS =
            new ErrorCode("SERAI-GRAPHQL-001", ErrorCategory.REMOTE, false, "The reply has errors.");

    /** The reply has an error whose code is UNAUTHENTICATED or FORBIDDEN. */
    public static final ErrorCode NOT_AUTHORIZED = new ErrorCode(
            "SERAI-GRAPHQL-002",
            ErrorCategory.AUTHENTICATION,
            false,
            "The reply has an error whose code is UNAUTHENTICATED or FORBIDDEN.");

    /** The reply has an error whose code says that there were too many calls. */
    public static final ErrorCode RATE_LIMITED = new ErrorCode(
            "SERAI-GRAPHQL-003",
            ErrorCategory.RATE_LIMIT,
            true,
            "The reply has an error whose code is RATE_LIMITED, THROTTLED or TOO_MANY_REQUESTS.");

    /** The document of a call is not GraphQL, or not what its operation sends. */
    public static final ErrorCode DOCUMENT_REFUSED = new ErrorCode(
            "SERAI-GRAPHQL-004",
            ErrorCategory.CONFIGURATION,
            false,
            "The document of a call is not GraphQL, or not what its operation sends.");

    /** A variable of a document has no value, or one that does not fit. */
    public static final ErrorCode VARIABLE_REFUSED = new ErrorCode(
            "SERAI-GRAPHQL-005",
            ErrorCategory.CONFIGURATION,
            false,
            "A variable of a document has no value, or one that does not fit.");

    /** The reply is JSON, but no reply of GraphQL. */
    public static final ErrorCode REPLY_UNREADABLE = new ErrorCode(
            "SERAI-GRAPHQL-006", ErrorCategory.REMOTE, false, "The reply is JSON, but no reply of GraphQL.");

    /** All of them, those of HTTP, and those of the sockets of subscriptions. */
    static final List<ErrorCode> ALL = Stream.of(
                    List.of(
                            ANSWERED_ERRORS,
                            NOT_AUTHORIZED,
                            RATE_LIMITED,
                            DOCUMENT_REFUSED,
                            VARIABLE_REFUSED,
                            REPLY_UNREADABLE),
                    HttpErrors.ALL,
                    SocketErrors.ALL)
            .flatMap(List::stream)
            .toList();

    private GraphQlErrors() {}
}
