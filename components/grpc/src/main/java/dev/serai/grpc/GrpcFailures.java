/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCode;
import dev.serai.connector.FailureText;
import dev.serai.connector.Redaction;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** Says in sentences why a call failed. Thread-safe. */
final class GrpcFailures {

    private static final int LONGEST_DESCRIPTION = 300;

    /** What the libraries of the various languages say of a message that is too large for the side that gets it. */
    private static final Pattern TOO_LARGE = Pattern.compile(
            "larger than max|exceeds maximum size|too large|larger than the max", Pattern.CASE_INSENSITIVE);

    private final String server;
    private final GrpcOptions options;
    private final Redaction redaction;

    GrpcFailures(ServerAddress server, GrpcOptions options, Redaction redaction) {
        this.server = server.toString();
        this.options = options;
        this.redaction = redaction;
    }

    /**
     * The failure of a call.
     *
     * @param method as it was called
     * @param timeout how long it was given; null for no end
     */
    ConnectorException of(String method, Duration timeout, CallFailure failure) {
        return switch (failure.status().getCode()) {
            case UNAUTHENTICATED, PERMISSION_DENIED ->
                answered(GrpcErrors.NOT_AUTHORIZED, method, failure, " Check 'connection.auth' of the connector.");
            case RESOURCE_EXHAUSTED -> exhausted(method, failure);
            case DEADLINE_EXCEEDED -> timedOut(method, timeout, failure);
            case UNAVAILABLE, INTERNAL, UNKNOWN ->
                failure.answered() ? answered(GrpcErrors.SERVER_FAILED, method, failure, "") : broken(method, failure);
            case ABORTED -> answered(GrpcErrors.SERVER_FAILED, method, failure, "");
            case CANCELLED -> cancelled(method, failure);
            case UNIMPLEMENTED ->
                answered(
                        GrpcErrors.REFUSED,
                        method,
                        failure,
                        " The server does not have this method: check 'connection.url' and the descriptors.");
            default -> answered(GrpcErrors.REFUSED, method, failure, "");
        };
    }

    private ConnectorException answered(ErrorCode code, String method, CallFailure failure, String advice) {
        return build(
                code,
                server + " answered " + method + " with " + failure.status().getCode() + said(failure) + advice,
                failure);
    }

    private ConnectorException exhausted(String method, CallFailure failure) {
        boolean tooLarge = TOO_LARGE.matcher(description(failure)).find();
        if (tooLarge && !failure.answered()) {
            return build(
                    GrpcErrors.REPLY_TOO_LARGE,
                    "A message of " + server + " in reply to " + method + " is larger than " + options.maxMessageSize()
                            + ". Ask for less, or raise 'options.maxMessageSize'.",
                    failure);
        }
        return tooLarge
                ? answered(GrpcErrors.REFUSED, method, failure, " Send less in one message.")
                : answered(GrpcErrors.RATE_LIMITED, method, failure, "");
    }

    private ConnectorException timedOut(String method, Duration timeout, CallFailure failure) {
        if (failure.answered() || timeout == null) {
            return answered(GrpcErrors.TIMED_OUT, method, failure, "");
        }
        String setting = timeout.equals(options.requestTimeout()) ? " ('options.requestTimeout')" : " ('replyTimeout')";
        return build(
                GrpcErrors.TIMED_OUT,
                server + " did not answer " + method + " within " + FailureText.of(timeout) + setting
                        + (failure.neverSent() ? "; no connection to it came about in that time." : "."),
                failure);
    }

    private ConnectorException cancelled(String method, CallFailure failure) {
        if (failure.answered()) {
            return answered(GrpcErrors.REFUSED, method, failure, "");
        }
        // What gRPC makes of a message that cannot be parsed.
        if (failure.status().getCause() != null) {
            return build(
                    GrpcErrors.REPLY_UNREADABLE,
                    "The reply of " + server + " to " + method + " is not the message that the descriptors describe: "
                            + bounded(FailureText.ofRoot(failure.status().getCause()))
                            + ". If the server was changed, take its descriptors anew.",
                    failure);
        }
        return lost(method, failure);
    }

    private ConnectorException broken(String method, CallFailure failure) {
        Throwable cause = failure.status().getCause();
        if (!failure.neverSent()) {
            return lost(method, failure);
        }
        if (FailureText.find(cause, SSLException.class).isPresent()) {
            return build(
                    GrpcErrors.NOT_TRUSTED,
                    "No encrypted connection to " + server + " came about: " + bounded(FailureText.ofRoot(cause))
                            + ". Check the URL and the server's certificate.",
                    failure);
        }
        return build(
                GrpcErrors.NOT_REACHED,
                server + " cannot be reached: " + reason(failure)
                        + ". Check 'connection.url' and whether the server runs.",
                failure);
    }

    private ConnectorException lost(String method, CallFailure failure) {
        return build(
                GrpcErrors.CONNECTION_LOST,
                "The connection to " + server + " broke before " + method + " was answered: " + reason(failure) + ".",
                failure);
    }

    private ConnectorException build(ErrorCode code, String sentence, CallFailure failure) {
        ErrorDetails details = ErrorDetails.of(failure.trailers());
        return ConnectorException.of(code, sentence)
                .neverSent(failure.neverSent() || failure.preparing())
                .retryAfter(details.retryAfter())
                .detail("status", failure.status().getCode().name())
                .detail("description", failure.status().getDescription() == null ? null : description(failure))
                .detail("details", details.shown().isEmpty() ? null : details.shown())
                .cause(failure.status().getCause())
                .build();
    }

    private String said(CallFailure failure) {
        String text = description(failure);
        return text.isEmpty() ? "." : ": " + text + (text.matches("(?s).*[.!?]") ? "" : ".");
    }

    /** Masked before it is cut, so that no secret is cut in two and stays. */
    private String description(CallFailure failure) {
        String text = failure.status().getDescription();
        return text == null ? "" : bounded(redaction.apply(text));
    }

    private static String bounded(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.substring(0, Math.min(line.length(), LONGEST_DESCRIPTION));
    }

    private String reason(CallFailure failure) {
        Throwable cause = failure.status().getCause();
        if (FailureText.find(cause, UnknownHostException.class).isPresent()) {
            return "no address is known for its name";
        }
        String text = cause == null ? description(failure) : bounded(redaction.apply(FailureText.ofRoot(cause)));
        return text.isEmpty()
                ? failure.status().getCode().name().toLowerCase(Locale.ROOT)
                : text.replaceAll("\\.+$", "");
    }
}
