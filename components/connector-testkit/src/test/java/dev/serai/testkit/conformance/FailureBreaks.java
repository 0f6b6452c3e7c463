/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

import static dev.serai.testkit.conformance.BrokenConnector.as;
import static dev.serai.testkit.conformance.BrokenFactory.connector;

import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.DataConnector;
import dev.serai.connector.ErrorCategory;
import dev.serai.connector.ErrorCode;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.FetchRequest;
import dev.serai.connector.FetchResponse;
import dev.serai.connector.Filter;
import dev.serai.connector.Operation;
import dev.serai.testkit.keyvalue.KeyValueConfiguration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.slf4j.LoggerFactory;

/** Breaks of a connector's life and of its failures. */
final class FailureBreaks {

    private static final ErrorCode LASTING = new ErrorCode("SERAI-KEYVALUE-005", ErrorCategory.REMOTE, false);
    private static final ErrorCode PASSING = new ErrorCode("SERAI-KEYVALUE-006", ErrorCategory.REMOTE, true);
    private static final ErrorCode UNKNOWN = new ErrorCode("SERAI-NOBODY-001", ErrorCategory.REMOTE, false);

    private FailureBreaks() {}

    static List<Break> life() {
        return List.of(
                new Break("connectingTwiceIsRefused", "connects twice", connector(sound -> new BrokenConnector(sound) {
                    @Override
                    public void connect() {
                        disconnect();
                        super.connect();
                    }
                })),
                new Break("disconnectingTwiceIsHarmless", "fails then", connector(sound -> new BrokenConnector(sound) {
                    private boolean closed;

                    @Override
                    public void disconnect() {
                        if (closed) {
                            throw new IllegalStateException("It is closed already.");
                        }
                        closed = true;
                        super.disconnect();
                    }

                    @Override
                    public void connect() {
                        closed = false;
                        super.connect();
                    }
                })),
                new Break(
                        "aCallBeforeConnectingIsRefusedAndWasNeverSent",
                        "connects by itself",
                        connector(sound -> new BrokenConnector(sound) {
                            @Override
                            public CompletionStage<ExecutionResult> execute(
                                    Operation operation, Map<String, Object> input, ExecutionContext context) {
                                connectIfNeeded(sound);
                                return super.execute(operation, input, context);
                            }
                        })),
                new Break(
                        "aCallAfterDisconnectingIsRefusedAndWasNeverSent",
                        "stays connected",
                        connector(sound -> new BrokenConnector(sound) {
                            @Override
                            public void disconnect() {
                                // Forgotten.
                            }
                        })),
                new Break("itCanBeConnectedAgain", "connects once only", connector(sound -> new BrokenConnector(sound) {
                    private boolean used;

                    @Override
                    public void connect() {
                        if (used) {
                            throw ConnectorException.of(LASTING, "It is used up.")
                                    .build();
                        }
                        used = true;
                        super.connect();
                    }
                })),
                new Break(
                        "connectingToASystemThatIsAwayMayBeTriedAgain",
                        "takes that for a mistake of the declaration",
                        failing(failure -> as(ConnectorErrors.CONFIGURATION, failure))),
                new Break(
                        "itIsConnectedAsSoonAsTheSystemComes",
                        "takes that for a mistake of the declaration",
                        failing(failure -> as(ConnectorErrors.CONFIGURATION, failure))));
    }

    static List<Break> failures() {
        return List.of(
                new Break(
                        "wrongCredentialsAreAFailureOfAuthenticationThatStays",
                        "says it may pass",
                        failing(failure -> as(PASSING, failure))),
                new Break(
                        "aSystemThatIsAwayIsAFailureOfTheConnection",
                        "says it was refused",
                        failing(failure -> as(LASTING, failure))),
                new Break(
                        "anAnswerThatDoesNotComeIsATimeout",
                        "says it was refused",
                        failing(failure -> as(LASTING, failure))),
                new Break(
                        "aConnectionThatBreaksUnderACallIsAFailureOfTheConnection",
                        "says that nothing was sent",
                        failing(failure -> ConnectorException.of(failure.errorCode(), "It broke.")
                                .neverSent()
                                .build())),
                new Break(
                        "aRefusedCallIsAFailureOfTheOtherSideThatStays",
                        "says it may pass",
                        failing(failure -> as(PASSING, failure))),
                new Break(
                        "whatItCannotDoIsRefusedAsUnsupported",
                        "does without",
                        connector(FailureBreaks::withoutFilters)),
                new Break(
                        "everyFailureSaysInSentencesWhereItHappened",
                        "has codes that nobody knows",
                        failing(failure -> as(UNKNOWN, failure))),
                new Break(
                        "aReadIsRepeatedAfterItsConnectionBroke",
                        "gives up when it takes long",
                        connector(FailureBreaks::impatient)),
                new Break(
                        "aChangeThatWasNeverSentIsRepeated",
                        "does not say that nothing was sent",
                        failing(failure -> ConnectorException.of(failure.errorCode(), "It broke.")
                                .build())),
                new Break("aRefusalIsNotRepeated", "says it may pass", failing(failure -> as(PASSING, failure))),
                new Break("noLogShowsASecret", "logs its password", connector(FailureBreaks::logging)),
                new Break(
                        "aFailingSystemIsLeftAloneByTheCircuitBreaker",
                        "says it was refused",
                        failing(failure -> as(LASTING, failure))),
                new Break(
                        "theCircuitBreakerClosesWhenTheSystemIsBack",
                        "never gets over a failure",
                        connector(FailureBreaks::unforgiving)));
    }

    private static BrokenFactory<?> failing(UnaryOperator<ConnectorException> change) {
        return connector(sound -> BrokenConnector.failing(sound, change));
    }

    private static void connectIfNeeded(DataConnector connector) {
        try {
            connector.connect();
        } catch (ConnectorException e) {
            // It is connected already.
        }
    }

    private static BrokenConnector withoutFilters(DataConnector connector) {
        return new BrokenConnector(connector) {
            @Override
            public CompletionStage<FetchResponse> fetch(FetchRequest request) {
                return super.fetch(new FetchRequest(
                        request.resource(),
                        request.filters().stream()
                                .filter(filter -> filter.operator() != Filter.Operator.LIKE)
                                .toList(),
                        request.sort(),
                        request.fields(),
                        request.pagination(),
                        request.options()));
            }
        };
    }

    private static BrokenConnector impatient(DataConnector connector) {
        return new BrokenConnector(connector) {
            @Override
            public CompletionStage<ExecutionResult> execute(
                    Operation operation, Map<String, Object> input, ExecutionContext context) {
                long start = System.nanoTime();
                return super.execute(operation, input, context).handle((result, failure) -> {
                    if (System.nanoTime() - start > 1_000_000) {
                        throw ConnectorException.of(LASTING, "It took long.").build();
                    }
                    return result;
                });
            }
        };
    }

    private static BrokenConnector logging(DataConnector connector, KeyValueConfiguration configuration) {
        return new BrokenConnector(connector) {
            @Override
            public void connect() {
                LoggerFactory.getLogger(FailureBreaks.class)
                        .debug("The password is {}", configuration.connection().password());
                super.connect();
            }
        };
    }

    private static BrokenConnector unforgiving(DataConnector connector) {
        return new BrokenConnector(connector) {
            private volatile Throwable grudge;

            @Override
            public CompletionStage<ExecutionResult> execute(
                    Operation operation, Map<String, Object> input, ExecutionContext context) {
                if (grudge != null) {
                    return CompletableFuture.failedFuture(grudge);
                }
                return super.execute(operation, input, context).whenComplete((result, failure) -> grudge = failure);
            }
        };
    }
}
