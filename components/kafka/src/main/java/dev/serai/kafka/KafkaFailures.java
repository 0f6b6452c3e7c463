/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.kafka;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCode;
import dev.serai.messaging.MessagingErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Says in sentences what went wrong with a cluster.
 *
 * @param servers as people know them: {@code kafka.example.com:9092}
 */
record KafkaFailures(String servers) {

    /** A failure of making a client: nothing was sent. */
    ConnectorException opening(Caller caller, KafkaException failure) {
        List<Throwable> chain = chain(failure);
        boolean unknownHost = chain.stream()
                .anyMatch(one -> one instanceof ConfigException
                        && String.valueOf(one.getMessage()).contains("bootstrap"));
        if (unknownHost) {
            return unreachable(caller, failure);
        }
        return of(caller, MessagingErrors.OPTION_REFUSED, "No client could be made: " + deepest(chain), failure)
                .build();
    }

    /** A failure of asking: nothing was to be changed. */
    ConnectorException asking(Caller caller, Throwable failure) {
        List<Throwable> chain = chain(failure);
        return known(caller, chain).orElseGet(() -> {
            if (find(chain, TimeoutException.class).isPresent()) {
                return unreachable(caller, failure);
            }
            return other(caller, chain);
        });
    }

    /**
     * A failure of sending a message.
     *
     * @param handedOver whether the client had it, and may have sent it
     */
    ConnectorException sending(Caller caller, Throwable failure, boolean handedOver) {
        List<Throwable> chain = chain(failure);
        return known(caller, chain).orElseGet(() -> {
            if (find(chain, RecordTooLargeException.class).isPresent()
                    || find(chain, RecordBatchTooLargeException.class).isPresent()) {
                return of(
                                caller,
                                MessagingErrors.TOO_LARGE,
                                "The message is too large and was not taken: " + reason(chain)
                                        + " The limits are 'options.maxMessageSize' and the topic's max.message.bytes",
                                failure)
                        .neverSent()
                        .build();
            }
            if (find(chain, BufferExhaustedException.class).isPresent()) {
                return of(
                                caller,
                                MessagingErrors.CANNOT_CONNECT,
                                "As much waits to be sent to " + servers
                                        + " as 'options.sendBuffer' allows, and none of it was taken within"
                                        + " 'options.deliveryTimeout'",
                                failure)
                        .neverSent()
                        .build();
            }
            if (find(chain, TimeoutException.class).isPresent()) {
                return handedOver ? unconfirmed(caller, failure) : unreachable(caller, failure);
            }
            return other(caller, chain);
        });
    }

    /** A failure of receiving or of saving a position. */
    ConnectorException receiving(Caller caller, Throwable failure) {
        List<Throwable> chain = chain(failure);
        return known(caller, chain).orElseGet(() -> {
            if (failure instanceof CommitFailedException
                    || failure instanceof FencedInstanceIdException
                    || failure instanceof UnknownMemberIdException
                    || failure instanceof RebalanceInProgressException) {
                return groupLeft(caller, failure);
            }
            if (failure instanceof InvalidOffsetException) {
                return of(
                                caller,
                                KafkaErrors.POSITION_UNKNOWN,
                                "The group has no usable position: " + reason(chain)
                                        + " Let 'from' say where it begins: beginning, end or a time",
                                failure)
                        .build();
            }
            if (find(chain, TimeoutException.class).isPresent()) {
                return of(
                                caller,
                                MessagingErrors.TIMEOUT,
                                "No broker of " + servers + " took the position of the group in time",
                                failure)
                        .build();
            }
            return other(caller, chain);
        });
    }

    /** The failure of moving a group: a broker changes the positions of one that is empty alone. */
    ConnectorException moving(Caller caller, String group, Throwable failure) {
        if (find(chain(failure), UnknownMemberIdException.class).isPresent()
                || find(chain(failure), GroupNotEmptyException.class).isPresent()) {
            return of(
                            caller,
                            KafkaErrors.GROUP_IN_USE,
                            "The group '" + group + "' has members that receive, so that it cannot be moved. Stop their"
                                    + " routes, and wait until 'options.sessionTimeout' is over when one was killed",
                            failure)
                    .neverSent()
                    .build();
        }
        return asking(caller, failure);
    }

    /** The failure of settling what is not this consumer's any more. */
    ConnectorException groupLeft(Caller caller, Throwable failure) {
        return of(
                        caller,
                        KafkaErrors.GROUP_LEFT,
                        "The partitions went to others of the group before all was settled; what was not comes again",
                        failure)
                .build();
    }

    /** The failure of what was to be settled with others in one transaction, which was undone because of them. */
    ConnectorException undone(Caller caller) {
        return of(
                        caller,
                        MessagingErrors.NOT_TAKEN,
                        "The transaction was undone because of another message; this one is sent again",
                        null)
                .neverSent()
                .build();
    }

    /** The failure of a topic that is not there. */
    ConnectorException topicUnknown(Caller caller, String topic, Throwable failure) {
        return of(
                        caller,
                        MessagingErrors.NOT_FOUND,
                        "There is no topic '" + topic + "' at " + servers + ", and none is created. Check the name, or"
                                + " create it with the number of partitions that it shall have",
                        failure)
                .neverSent()
                .build();
    }

    /** The failure of a message that waited too long for its turn. */
    ConnectorException unreachable(Caller caller, Throwable failure) {
        return of(
                        caller,
                        MessagingErrors.CANNOT_CONNECT,
                        "None of " + servers + " could be reached in time. Check 'connection.bootstrapServers', whether"
                                + " they run, and whether they want encryption ('connection.tls.enabled')",
                        failure)
                .neverSent()
                .build();
    }

    private ConnectorException unconfirmed(Caller caller, Throwable failure) {
        return of(
                        caller,
                        MessagingErrors.TIMEOUT,
                        "No broker of " + servers + " confirmed the message within 'options.deliveryTimeout'; it may be"
                                + " there nevertheless",
                        failure)
                .build();
    }

    /** What means the same wherever it happens. */
    private Optional<ConnectorException> known(Caller caller, List<Throwable> chain) {
        Throwable failure = chain.get(0);
        if (find(chain, SslAuthenticationException.class).isPresent()) {
            return Optional.of(of(
                            caller,
                            MessagingErrors.NOT_TRUSTED,
                            "No encrypted connection to " + servers + " came about: " + deepest(chain)
                                    + " Give the authority's certificate as 'connection.tls.ca' when it is not one that"
                                    + " Java trusts",
                            failure)
                    .neverSent()
                    .build());
        }
        if (find(chain, AuthenticationException.class).isPresent()) {
            return Optional.of(of(
                            caller,
                            MessagingErrors.ACCESS_REFUSED,
                            servers + " refused the user: " + reason(chain)
                                    + " Check 'connection.username', 'connection.password' and 'connection.mechanism'",
                            failure)
                    .neverSent()
                    .build());
        }
        if (find(chain, AuthorizationException.class).isPresent()) {
            return Optional.of(
                    of(caller, MessagingErrors.ACCESS_REFUSED, "The user may not do this: " + reason(chain), failure)
                            .neverSent()
                            .build());
        }
        if (find(chain, UnknownTopicOrPartitionException.class).isPresent()
                || find(chain, InvalidTopicException.class).isPresent()) {
            return Optional.of(of(
                            caller,
                            MessagingErrors.NOT_FOUND,
                            "There is no such topic at " + servers + ", and none is created: " + reason(chain),
                            failure)
                    .neverSent()
                    .build());
        }
        return Optional.empty();
    }

    private ConnectorException other(Caller caller, List<Throwable> chain) {
        Throwable failure = chain.get(0);
        if (find(chain, NetworkException.class).isPresent()) {
            return of(
                            caller,
                            MessagingErrors.CONNECTION_LOST,
                            "The connection to " + servers + " broke: " + reason(chain),
                            failure)
                    .build();
        }
        boolean later = find(chain, RetriableException.class).isPresent();
        return of(
                        caller,
                        later ? MessagingErrors.NOT_TAKEN : MessagingErrors.REFUSED,
                        servers + (later ? " cannot do it for now: " : " did not do it: ") + reason(chain),
                        failure)
                .build();
    }

    private static ConnectorException.Builder of(Caller caller, ErrorCode code, String what, Throwable failure) {
        return caller.failure(code, what.endsWith(".") ? what : what + ".").cause(failure);
    }

    /** What the client says itself, in place of those who only passed it on. */
    private static String reason(List<Throwable> chain) {
        return sentence(chain.stream()
                .filter(one -> one instanceof KafkaException && one.getMessage() != null)
                .findFirst()
                .orElse(chain.get(0)));
    }

    private static String deepest(List<Throwable> chain) {
        return sentence(chain.get(chain.size() - 1));
    }

    private static String sentence(Throwable failure) {
        String text = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        String plain = text.replaceAll("(?:org|java|javax|sun)\\.[.\\w]*\\.(\\w+)", "$1")
                .replaceAll("\\s+", " ")
                .strip();
        return plain.endsWith(".") ? plain : plain + ".";
    }

    private static <T extends Throwable> Optional<T> find(List<Throwable> chain, Class<T> type) {
        return chain.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    /** A failure and all that led to it, without what only carries it from one thread to another. */
    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable one = failure; one != null && !chain.contains(one); one = one.getCause()) {
            boolean carrier = one instanceof ExecutionException || one instanceof CompletionException;
            if (!carrier || one.getCause() == null) {
                chain.add(one);
            }
        }
        return chain;
    }
}
