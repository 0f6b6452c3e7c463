/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCode;
import dev.serai.connector.FailureText;
import dev.serai.connector.Redaction;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;

/** Says in sentences why a call failed. */
final class HttpFailures {

    private static final int SHOWN_BODY = 4096;
    private static final int SHOWN_REASON = 300;

    private final String server;
    private final HttpOptions options;
    private final Redaction redaction;

    HttpFailures(String server, HttpOptions options, Redaction redaction) {
        this.server = server;
        this.options = options;
        this.redaction = redaction;
    }

    /** The failure that a reply stands for whose status is not 2xx. */
    ConnectorException refused(String request, HttpReply reply) {
        String reason = HttpResponseStatus.valueOf(reply.status()).reasonPhrase();
        String text = redaction.apply(reply.body()
                .toString(MediaType.of(reply.headers().get("Content-Type")).charset()));
        String body = text.substring(0, Math.min(text.length(), SHOWN_BODY));
        String sentence = server + " answered " + reply.status() + " " + reason + " to " + request;
        return ConnectorException.of(code(reply.status()), sentence + said(reply) + advice(reply))
                .retryAfter(RetryAfter.parse(reply.headers().get("Retry-After"), Clock.systemUTC()))
                .detail("status", reply.status())
                .detail("body", body)
                .build();
    }

    private static ErrorCode code(int status) {
        return switch (status) {
            case 401, 403 -> HttpErrors.NOT_AUTHORIZED;
            case 429 -> HttpErrors.RATE_LIMITED;
            default -> status >= 500 ? HttpErrors.SERVER_FAILED : HttpErrors.REFUSED;
        };
    }

    /** What APIs write about an error under one of the usual names. */
    private String said(HttpReply reply) {
        try {
            if (MediaType.of(reply.headers().get("Content-Type")).isJson()
                    && Json.read(reply.body().getBytes()) instanceof Map<?, ?> object) {
                for (String name : List.of("message", "error", "detail")) {
                    if (object.get(name) instanceof String text && !text.isBlank()) {
                        String shown = redaction.apply(text.strip());
                        String bounded = shown.substring(0, Math.min(shown.length(), SHOWN_REASON));
                        return ": " + bounded + (bounded.matches("(?s).*[.!?]") ? "" : ".");
                    }
                }
            }
        } catch (IOException e) {
            // Then there is no more to say than the status.
        }
        return ".";
    }

    private static String advice(HttpReply reply) {
        if (reply.status() == 401) {
            return " Check 'connection.auth' of the connector.";
        }
        if (reply.status() >= 300 && reply.status() < 400 && reply.headers().contains("Location")) {
            return " This redirect is not followed. Set 'connection.url' or 'endpoint' to where the API lives now.";
        }
        return "";
    }

    /** The failure of a call that brought no reply. */
    ConnectorException failed(String request, Duration timeout, HttpCallFailure failure) {
        return switch (failure.kind()) {
            case TIMED_OUT ->
                ConnectorException.of(
                                HttpErrors.TIMED_OUT,
                                server + " did not answer " + request + " within " + FailureText.of(timeout)
                                        + (timeout.equals(options.requestTimeout())
                                                ? " ('options.requestTimeout')"
                                                : " ('replyTimeout')")
                                        + (failure.neverSent() ? "; no connection to it came free." : "."))
                        .neverSent(failure.neverSent())
                        .build();
            case TOO_LARGE ->
                ConnectorException.of(
                                HttpErrors.REPLY_TOO_LARGE,
                                "The reply of " + server + " to " + request + " is larger than "
                                        + options.maxResponseSize()
                                        + ". Ask for less, or raise 'options.maxResponseSize'.")
                        .build();
            case REDIRECTED_TOO_OFTEN ->
                ConnectorException.of(
                                HttpErrors.REDIRECT_REFUSED,
                                server + " answered " + request + " with more than " + options.maxRedirects()
                                        + " redirects, one after another ('options.maxRedirects').")
                        .build();
            case LED_AWAY ->
                ConnectorException.of(
                                HttpErrors.REDIRECT_REFUSED,
                                server + " redirects " + request + " to " + FailureText.ofRoot(failure.getCause())
                                        + ", which is another origin. If that is right, add it to"
                                        + " 'connection.allowedOrigins'; it is called without credentials.")
                        .build();
            case NOT_PACKED ->
                ConnectorException.of(
                                HttpErrors.REPLY_UNREADABLE,
                                server + " says that its reply to " + request
                                        + " is packed ('Content-Encoding'), but it cannot be unpacked: "
                                        + FailureText.ofRoot(failure.getCause()) + ".")
                        .cause(failure.getCause())
                        .build();
            case UNREADABLE ->
                ConnectorException.of(
                                HttpErrors.BODY_REFUSED,
                                "The body of " + request + " cannot be read: " + FailureText.ofRoot(failure.getCause())
                                        + ".")
                        .cause(failure.getCause())
                        .build();
            case NOT_INTRODUCED ->
                ConnectorException.of(
                                HttpErrors.NOT_AUTHORIZED,
                                server + " and the connector do not agree by NTLM, so that " + request
                                        + " was not sent: " + failure.getCause().getMessage()
                                        + ". Check 'connection.auth' of the connector, and what lies between the two.")
                        .neverSent(failure.neverSent())
                        .cause(failure.getCause())
                        .build();
            case BROKEN -> broken(request, failure);
            case ABANDONED ->
                ConnectorException.of(ConnectorErrors.CANCELLED, request + " was cancelled.")
                        .neverSent(failure.neverSent())
                        .build();
        };
    }

    private ConnectorException broken(String request, HttpCallFailure failure) {
        Throwable cause = failure.getCause();
        if (failure.neverSent()) {
            return FailureText.find(cause, SSLException.class).isPresent()
                    ? ConnectorException.of(
                                    HttpErrors.NOT_TRUSTED,
                                    "No encrypted connection to " + server + " came about: " + FailureText.ofRoot(cause)
                                            + ". Check the URL and the server's certificate.")
                            .neverSent()
                            .cause(cause)
                            .build()
                    : ConnectorException.of(
                                    HttpErrors.NOT_REACHED,
                                    server + " cannot be reached: " + reason(cause)
                                            + ". Check 'connection.url' and whether the server runs.")
                            .neverSent()
                            .cause(cause)
                            .build();
        }
        return ConnectorException.of(
                        HttpErrors.CONNECTION_LOST,
                        "The connection to " + server + " broke before " + request + " was answered: "
                                + FailureText.ofRoot(cause) + ".")
                .cause(cause)
                .build();
    }

    private static String reason(Throwable cause) {
        return FailureText.find(cause, UnknownHostException.class).isPresent()
                ? "no address is known for its name"
                : FailureText.ofRoot(cause);
    }
}
