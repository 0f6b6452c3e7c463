/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

import static dev.serai.testkit.conformance.BrokenFactory.connector;

import dev.serai.connector.Connector;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.DataConnector;
import dev.serai.connector.ErrorCategory;
import dev.serai.connector.ErrorCode;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.HealthCheckResult;
import dev.serai.connector.Operation;
import dev.serai.testkit.keyvalue.KeyValueConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/** Breaks of calls, of what is kept and left behind, and of health. */
final class CallBreaks {

    private static final ErrorCode LASTING = new ErrorCode("SERAI-KEYVALUE-005", ErrorCategory.REMOTE, false);
    private static final List<Socket> LEAKED = new ArrayList<>();

    private CallBreaks() {}

    static List<Break> calls() {
        return List.of(
                new Break(
                        "theSystemSeesNoMoreCallsThanTheRateLimitAllows",
                        "calls twice",
                        connector(CallBreaks::callingTwice)),
                new Break(
                        "theSystemSeesNoMoreCallsAtOnceThanTheBulkheadAllows",
                        "calls twice",
                        connector(CallBreaks::callingTwice)),
                new Break(
                        "theTimeoutOfAnOperationEndsIt",
                        "gives up by itself",
                        executing((call, stage) -> stage.toCompletableFuture()
                                .completeOnTimeout(null, 100, TimeUnit.MILLISECONDS)
                                .thenApply(result -> {
                                    if (result == null) {
                                        throw ConnectorException.of(LASTING, "It took long.")
                                                .build();
                                    }
                                    return result;
                                }))),
                new Break(
                        "aChangeClearsWhatWasReadOfTheSame",
                        "names another resource",
                        connector(sound -> new BrokenConnector(sound) {
                            @Override
                            public Optional<String> resource(Operation operation, Map<String, Object> input) {
                                return Optional.of(operation.name());
                            }
                        })),
                new Break("clearCacheForgetsWhatWasRead", "has a cache of its own", connector(CallBreaks::caching)),
                new Break(
                        "whatWasReadIsForgottenAfterItsTime", "has a cache of its own", connector(CallBreaks::caching)),
                new Break("manyCallersAtOnceAllGetTheirAnswers", "mixes answers up", connector(CallBreaks::mixing)),
                new Break(
                        "anAsynchronousTypeNeverHoldsTheThreadOfItsCaller",
                        "waits for the answer",
                        executing((call, stage) -> {
                            stage.toCompletableFuture().join();
                            return stage;
                        })),
                new Break("disconnectingLeavesNoThreads", "leaves a thread", connector(CallBreaks::leavingThreads)),
                new Break(
                        "disconnectingLeavesNoConnections",
                        "leaves a connection",
                        connector(CallBreaks::leavingConnections)),
                new Break(
                        "cancellingACallEndsItAtTheSystemToo",
                        "does not hand it on",
                        executing((call, stage) -> stage.toCompletableFuture().copy())),
                new Break(
                        "changesThatBelongTogetherAreMadeAllOrNot",
                        "makes them one by one",
                        connector(CallBreaks::oneByOne)),
                new Break(
                        "theSystemComputes",
                        "does not",
                        executing((call, stage) -> call.name().equals("sum")
                                ? CompletableFuture.completedFuture(ExecutionResult.of(0))
                                : stage)),
                new Break("aChangeWithTheSameKeyIsMadeOnce", "forgets the key", connector(CallBreaks::withoutKeys)),
                new Break("anUnsafeChangeWithAKeyIsRepeated", "forgets the key", connector(CallBreaks::withoutKeys)));
    }

    static List<Break> health() {
        return List.of(
                new Break(
                        "itsHealthIsFoundOutOrSaidToBeUnknown",
                        "does not ask",
                        checking(HealthCheckResult.untestable("Nobody knows."))),
                new Break("aConnectorThatIsNotConnectedIsNotUp", "is always up", checking(alwaysUp())),
                new Break("aSystemThatIsAwayIsDownUntilItIsBack", "is always up", checking(alwaysUp())),
                new Break("whoeverWatchesSeesTheSystemGoAndComeBack", "is always up", checking(alwaysUp())));
    }

    private static HealthCheckResult alwaysUp() {
        return HealthCheckResult.of(() -> "Fine.");
    }

    private static BrokenFactory<?> checking(HealthCheckResult result) {
        return connector(sound -> new BrokenConnector(sound) {
            @Override
            public HealthCheckResult healthCheck() {
                return result;
            }
        });
    }

    private static BrokenFactory<?> executing(
            BiFunction<Operation, CompletionStage<ExecutionResult>, CompletionStage<ExecutionResult>> change) {
        return connector(sound -> new BrokenConnector(sound) {
            @Override
            public CompletionStage<ExecutionResult> execute(
                    Operation operation, Map<String, Object> input, ExecutionContext context) {
                return change.apply(operation, super.execute(operation, input, context));
            }
        });
    }

    private static BrokenConnector callingTwice(DataConnector connector) {
        return new BrokenConnector(connector) {
            @Override
            public CompletionStage<ExecutionResult> execute(
                    Operation operation, Map<String, Object> input, ExecutionContext context) {
                CompletionStage<ExecutionResult> once = super.execute(operation, input, context);
                return super.execute(operation, input, context).thenCombine(once, (first, second) -> first);
            }
        };
    }

    private static BrokenConnector caching(DataConnector connector) {
        return new BrokenConnector(connector) {
            private final Map<Object, CompletionStage<ExecutionResult>> kept = new ConcurrentHashMap<>();

            @Override
            public CompletionStage<ExecutionResult> execute(
                    Operation operation, Map<String, Object> input, ExecutionContext context) {
                return kept.computeIfAbsent(input, key -> super.execute(operation, input, context));
            }
        };
    }

    private static BrokenConnector mixing(DataConnector connector) {
        return new BrokenConnector(connector) {
            private final AtomicInteger underWay = new AtomicInteger();

            @Override
            public CompletionStage<ExecutionResult> execute(
                    Operation operation, Map<String, Object> input, ExecutionContext context) {
                boolean alone = underWay.incrementAndGet() == 1;
                return super.execute(operation, input, context).thenApply(result -> {
                    underWay.decrementAndGet();
                    return alone ? result : ExecutionResult.of("another's");
                });
            }
        };
    }

    private static BrokenConnector leavingThreads(DataConnector connector) {
        return new BrokenConnector(connector) {
            @Override
            public void connect() {
                super.connect();
                CountDownLatch never = new CountDownLatch(1);
                Thread thread = new Thread(
                        () -> {
                            try {
                                never.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "left-behind");
                thread.setDaemon(true);
                thread.start();
            }
        };
    }

    private static Connector leavingConnections(DataConnector connector, KeyValueConfiguration configuration) {
        return new BrokenConnector(connector) {
            @Override
            public void connect() {
                super.connect();
                URI url = URI.create(configuration.connection().url());
                try {
                    LEAKED.add(new Socket(url.getHost(), url.getPort()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    private static BrokenConnector oneByOne(DataConnector connector) {
        return new BrokenConnector(connector) {
            @Override
            public CompletionStage<ExecutionResult> execute(
                    Operation operation, Map<String, Object> input, ExecutionContext context) {
                if (!operation.name().equals("putAll")) {
                    return super.execute(operation, input, context);
                }
                CompletionStage<ExecutionResult> last = null;
                for (Map.Entry<?, ?> entry : ((Map<?, ?>) input.get("entries")).entrySet()) {
                    Map<String, Object> one = new HashMap<>();
                    one.put(String.valueOf(entry.getKey()), entry.getValue());
                    last = super.execute(operation, Map.of("entries", one), context);
                    // One after another, so that the first has happened when the last is refused.
                    last.toCompletableFuture()
                            .handle((result, failure) -> result)
                            .join();
                }
                return last;
            }
        };
    }

    private static BrokenConnector withoutKeys(DataConnector connector) {
        return new BrokenConnector(connector) {
            @Override
            public CompletionStage<ExecutionResult> execute(
                    Operation operation, Map<String, Object> input, ExecutionContext context) {
                return super.execute(operation, input, new ExecutionContext(Optional.empty(), context.parameters()));
            }
        };
    }
}
