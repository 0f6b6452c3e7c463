/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Method;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import com.rabbitmq.client.ShutdownSignalException;
import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCode;
import dev.serai.connector.FailureText;
import dev.serai.messaging.MessagingErrors;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Tells failures of the client apart. */
final class RabbitMqFailures {

    private static final int NO_ROUTE = 312;
    private static final int ACCESS_REFUSED = 403;
    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 406;
    private static final int NOT_ALLOWED = 530;

    private RabbitMqFailures() {}

    /** The failure of making a connection: nothing was sent. */
    static ConnectorException connecting(Caller caller, RabbitMqConnection connection, Exception failure) {
        if (failure instanceof AuthenticationFailureException
                || failure instanceof PossibleAuthenticationFailureException) {
            return caller.failure(
                            MessagingErrors.ACCESS_REFUSED,
                            "The broker at " + connection.address() + " refused the user '" + connection.username()
                                    + "' and his password.")
                    .neverSent()
                    .cause(failure)
                    .build();
        }
        Optional<SSLException> unencrypted = FailureText.find(failure, SSLException.class);
        if (unencrypted.isPresent()) {
            return caller.failure(
                            MessagingErrors.NOT_TRUSTED,
                            "No encrypted connection to " + connection.address() + " came about: "
                                    + FailureText.ofRoot(failure) + ". See 'connection.tls'.")
                    .neverSent()
                    .cause(failure)
                    .build();
        }
        Optional<ShutdownSignalException> closed = FailureText.find(failure, ShutdownSignalException.class);
        if (closed.isPresent() && code(closed.get()) == NOT_ALLOWED) {
            return caller.failure(
                            MessagingErrors.ACCESS_REFUSED,
                            "The broker at " + connection.address() + " does not let the user '" + connection.username()
                                    + "' into the virtual host '" + connection.virtualHost()
                                    + "', or has none of that name.")
                    .neverSent()
                    .cause(failure)
                    .build();
        }
        return caller.failure(
                        MessagingErrors.CANNOT_CONNECT,
                        "The broker at " + connection.address() + " cannot be reached: " + text(failure)
                                + ". Nothing was sent.")
                .neverSent()
                .cause(failure)
                .build();
    }

    /**
     * The failure of a call over an open connection.
     *
     * @param what the call was to do: "The queue 'orders' cannot be inspected"
     */
    static ConnectorException calling(Caller caller, String what, Exception failure) {
        Optional<ShutdownSignalException> closed = FailureText.find(failure, ShutdownSignalException.class);
        ErrorCode error = closed.map(RabbitMqFailures::error).orElse(MessagingErrors.CONNECTION_LOST);
        if (FailureText.find(failure, TimeoutException.class).isPresent()) {
            error = MessagingErrors.TIMEOUT;
        }
        String why = closed.map(RabbitMqFailures::reason).orElseGet(() -> text(failure));
        return caller.failure(error, what + ": " + why + ".").cause(failure).build();
    }

    private static ErrorCode error(ShutdownSignalException closed) {
        if (closed.isHardError()) {
            return MessagingErrors.CONNECTION_LOST;
        }
        return switch (code(closed)) {
            case NOT_FOUND -> MessagingErrors.NOT_FOUND;
            case ACCESS_REFUSED -> MessagingErrors.ACCESS_REFUSED;
            case PRECONDITION_FAILED -> MessagingErrors.DECLARED_OTHERWISE;
            default -> MessagingErrors.REFUSED;
        };
    }

    /** What a message failed of that the broker sent back. */
    static ConnectorException returned(Caller caller, int code, String text, String exchange, String routingKey) {
        String where = exchange.isEmpty()
                ? "There is no queue '" + routingKey + "'"
                : "The exchange '" + exchange + "' has no queue for the routing key '" + routingKey + "'";
        return caller.failure(
                        MessagingErrors.UNROUTABLE,
                        code == NO_ROUTE
                                ? where + ", so that nobody would get the message. Declare a queue, or bind one."
                                : "The broker sent the message to '" + routingKey + "' back: " + text + ".")
                .build();
    }

    /** The reply code of the broker; 0 when it said nothing. */
    static int code(ShutdownSignalException closed) {
        Method reason = closed.getReason();
        if (reason instanceof AMQP.Channel.Close close) {
            return close.getReplyCode();
        }
        return reason instanceof AMQP.Connection.Close close ? close.getReplyCode() : 0;
    }

    /** Why the broker or the network closed something, without a point at its end. */
    static String reason(ShutdownSignalException closed) {
        Method reason = closed.getReason();
        if (reason instanceof AMQP.Channel.Close close) {
            return close.getReplyText();
        }
        if (reason instanceof AMQP.Connection.Close close) {
            return close.getReplyText();
        }
        return "the connection broke";
    }

    private static String text(Exception failure) {
        if (FailureText.find(failure, TimeoutException.class).isPresent()) {
            return "it did not answer in time";
        }
        String text = FailureText.ofRoot(failure);
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}
