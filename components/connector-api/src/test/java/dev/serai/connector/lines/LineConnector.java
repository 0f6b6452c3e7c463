/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.lines;

import dev.serai.connector.Capabilities;
import dev.serai.connector.Capability;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.DataConnector;
import dev.serai.connector.DataOperations;
import dev.serai.connector.DataRecord;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.FetchRequest;
import dev.serai.connector.FetchResponse;
import dev.serai.connector.Field;
import dev.serai.connector.HealthCheckResult;
import dev.serai.connector.Operation;
import dev.serai.connector.RecordCursor;
import dev.serai.connector.StreamRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Reads files line by line. A record's position is its line's number, from 1. It counts what it gives out. */
public final class LineConnector implements DataConnector {

    static final ConnectorMetadata METADATA = ConnectorMetadata.of("lines", "Lines")
            .description("Reads the lines of files.")
            .category(ConnectorMetadata.Category.FILE)
            .operations(List.of(
                    DataOperations.stream("The file.")
                            .field(Field.optional("prefix", Field.Type.STRING, "Stands before each line.")
                                    .withDefault(""))
                            .field(Field.optional("positions", Field.Type.BOOLEAN, "Whether records have one.")
                                    .withDefault("true"))
                            .build(),
                    Operation.stream("tail", "Has no consumer.").build()))
            .build();

    /** How many records were read. */
    public final AtomicLong given = new AtomicLong();

    /** How many cursors are open. */
    public final AtomicInteger open = new AtomicInteger();

    private final Path directory;

    LineConnector(Path directory) {
        this.directory = directory;
    }

    @Override
    public ConnectorMetadata metadata() {
        return METADATA;
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.of(Capability.STREAMING);
    }

    @Override
    public void connect() {}

    @Override
    public void disconnect() {}

    @Override
    public HealthCheckResult healthCheck() {
        return HealthCheckResult.of(() -> "up");
    }

    @Override
    public CompletionStage<ExecutionResult> execute(
            Operation operation, Map<String, Object> input, ExecutionContext context) {
        return CompletableFuture.failedFuture(new UnsupportedOperationException());
    }

    @Override
    public CompletionStage<FetchResponse> fetch(FetchRequest request) {
        return CompletableFuture.failedFuture(new UnsupportedOperationException());
    }

    @Override
    public RecordCursor stream(StreamRequest request) {
        try {
            long skip = request.position().map(Long::parseLong).orElse(0L);
            return new Lines(Files.newBufferedReader(directory.resolve(request.resource())), request.options(), skip);
        } catch (IOException e) {
            throw ConnectorException.of(ConnectorErrors.UNEXPECTED, "There is no file " + request.resource() + ".")
                    .cause(e)
                    .build();
        }
    }

    private final class Lines implements RecordCursor {
        private final BufferedReader reader;
        private final Map<String, Object> options;
        private long line;
        private String next;

        Lines(BufferedReader reader, Map<String, Object> options, long skip) throws IOException {
            this.reader = reader;
            this.options = options;
            open.incrementAndGet();
            while (line < skip && reader.readLine() != null) {
                line++;
            }
        }

        @Override
        public boolean hasNext() {
            try {
                next = next == null ? reader.readLine() : next;
                if ("broken".equals(next)) {
                    throw ConnectorException.of(ConnectorErrors.UNEXPECTED, "The file is damaged.")
                            .build();
                }
                return next != null;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public DataRecord next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            String text = options.get("prefix") + next;
            next = null;
            line++;
            given.incrementAndGet();
            boolean positions = (Boolean) options.get("positions");
            return new DataRecord(
                    Long.toString(line),
                    Map.of("text", text),
                    Map.of("line", line),
                    Instant.ofEpochMilli(line),
                    positions ? Long.toString(line) : null);
        }

        @Override
        public void close() {
            try {
                reader.close();
                open.decrementAndGet();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
