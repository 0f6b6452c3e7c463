/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.keyvalue;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.CancellationException;

/** Says in plain sentences what went wrong. */
final class KeyValueFailures {

    private final KeyValueConfiguration configuration;

    KeyValueFailures(KeyValueConfiguration configuration) {
        this.configuration = configuration;
    }

    /**
     * The text of an answer.
     *
     * @throws ConnectorException when the server refused
     */
    String textOf(Caller caller, HttpResponse<String> answer) {
        int status = answer.statusCode();
        if (status < 300) {
            return answer.body();
        }
        if (status == 401 || status == 403) {
            throw caller.failure(
                            KeyValueErrors.NOT_AUTHORIZED,
                            server() + " answered " + status + ". Check connection.username and connection.password.")
                    .build();
        }
        if (status >= 500) {
            throw caller.failure(KeyValueErrors.SERVER_FAILED, server() + " answered " + status + ".")
                    .build();
        }
        throw caller.failure(
                        KeyValueErrors.REFUSED,
                        server() + " answered " + status + " and said: \"" + answer.body() + "\".")
                .build();
    }

    /** What a call without an answer failed with. */
    ConnectorException broken(Caller caller, Throwable failure) {
        if (failure instanceof CancellationException) {
            return caller.failure(ConnectorErrors.CANCELLED, "The call was called off.")
                    .build();
        }
        if (failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException) {
            return caller.failure(
                            KeyValueErrors.NOT_REACHED,
                            server() + " cannot be reached. Check connection.url and whether the server runs.")
                    .neverSent()
                    .cause(failure)
                    .build();
        }
        if (failure instanceof HttpTimeoutException) {
            return caller.failure(
                            KeyValueErrors.TIMED_OUT,
                            server() + " did not answer within "
                                    + configuration.options().requestTimeout().toMillis()
                                    + " ms (options.requestTimeout).")
                    .cause(failure)
                    .build();
        }
        if (failure instanceof IOException) {
            return caller.failure(
                            KeyValueErrors.CONNECTION_LOST,
                            "The connection to " + server() + " broke before the answer was there.")
                    .cause(failure)
                    .build();
        }
        return caller.failure(ConnectorErrors.UNEXPECTED, "The call failed: " + failure + ".")
                .cause(failure)
                .build();
    }

    private String server() {
        return "The server at " + configuration.connection().url();
    }
}
