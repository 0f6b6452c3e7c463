/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

import dev.serai.connector.Capabilities;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.DataConnector;
import dev.serai.connector.ErrorCode;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.FetchRequest;
import dev.serai.connector.FetchResponse;
import dev.serai.connector.HealthCheckResult;
import dev.serai.connector.Operation;
import dev.serai.connector.RecordCursor;
import dev.serai.connector.StreamRequest;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/** A sound connector, to be broken in one method. */
class BrokenConnector implements DataConnector {

    protected final DataConnector sound;

    BrokenConnector(DataConnector sound) {
        this.sound = sound;
    }

    /** One whose failures are other ones, those of connecting included. */
    static BrokenConnector failing(DataConnector sound, UnaryOperator<ConnectorException> change) {
        return new BrokenConnector(sound) {
            @Override
            public void connect() {
                try {
                    super.connect();
                } catch (ConnectorException e) {
                    throw change.apply(e);
                }
            }

            @Override
            public CompletionStage<ExecutionResult> execute(
                    Operation operation, Map<String, Object> input, ExecutionContext context) {
                return super.execute(operation, input, context).exceptionallyCompose(failure -> {
                    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                    return CompletableFuture.failedFuture(
                            cause instanceof ConnectorException known ? change.apply(known) : cause);
                });
            }
        };
    }

    /** The same failure under another code. */
    static ConnectorException as(ErrorCode code, ConnectorException failure) {
        return ConnectorException.of(code, "It went wrong.")
                .neverSent(failure.neverSent())
                .cause(failure)
                .build();
    }

    @Override
    public ConnectorMetadata metadata() {
        return sound.metadata();
    }

    @Override
    public Capabilities capabilities() {
        return sound.capabilities();
    }

    @Override
    public void connect() {
        sound.connect();
    }

    @Override
    public void disconnect() {
        sound.disconnect();
    }

    @Override
    public HealthCheckResult healthCheck() {
        return sound.healthCheck();
    }

    @Override
    public CompletionStage<ExecutionResult> execute(
            Operation operation, Map<String, Object> input, ExecutionContext context) {
        return sound.execute(operation, input, context);
    }

    @Override
    public CompletionStage<FetchResponse> fetch(FetchRequest request) {
        return sound.fetch(request);
    }

    @Override
    public RecordCursor stream(StreamRequest request) {
        return sound.stream(request);
    }
}
