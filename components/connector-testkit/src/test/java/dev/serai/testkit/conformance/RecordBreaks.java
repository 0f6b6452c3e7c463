/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

import static dev.serai.testkit.conformance.BrokenFactory.connector;

import dev.serai.connector.DataRecord;
import dev.serai.connector.FetchRequest;
import dev.serai.connector.FetchResponse;
import dev.serai.connector.RecordCursor;
import dev.serai.connector.StreamRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/** Breaks of fetching and streaming. */
final class RecordBreaks {

    private static final List<InputStream> LEAKED = new ArrayList<>();

    private RecordBreaks() {}

    static List<Break> streams() {
        return List.of(
                new Break("aStreamGivesAllRecordsOnce", "leaves the first one out", streaming(cursor -> {
                    cursor.next();
                    return cursor;
                })),
                new Break("aStreamLetsGoOfTheRecordsThatWereRead", "keeps them all", streaming(Keeping::new)),
                new Break("aStreamThatIsClosedEarlyReleasesItsSource", "leaves a file open", streaming(cursor -> {
                    leaveOpen();
                    return cursor;
                })),
                new Break(
                        "aStreamGoesOnAfterThePositionOfAnyRecord",
                        "begins at the beginning",
                        connector(sound -> new BrokenConnector(sound) {
                            @Override
                            public RecordCursor stream(StreamRequest request) {
                                return super.stream(new StreamRequest(request.resource(), request.options()));
                            }
                        })));
    }

    static List<Break> pages() {
        return List.of(
                new Break(
                        "allPagesTogetherAreAllRecordsOnce",
                        "gives the first page again",
                        fetching(request -> new FetchRequest(
                                request.resource(),
                                request.filters(),
                                request.sort(),
                                request.fields(),
                                new FetchRequest.Pagination(request.pagination().limit(), 0, Optional.empty(), false),
                                request.options()))),
                new Break(
                        "aPageLeavesOutAsManyRecordsAsItIsTold",
                        "leaves none out",
                        fetching(request -> new FetchRequest(
                                request.resource(),
                                request.filters(),
                                request.sort(),
                                request.fields(),
                                new FetchRequest.Pagination(
                                        request.pagination().limit(),
                                        0,
                                        request.pagination().cursor(),
                                        request.pagination().total()),
                                request.options()))),
                new Break(
                        "aPageSaysHowManyRecordsThereAre",
                        "counts the page",
                        connector(sound -> new BrokenConnector(sound) {
                            @Override
                            public CompletionStage<FetchResponse> fetch(FetchRequest request) {
                                return super.fetch(request)
                                        .thenApply(page -> new FetchResponse(
                                                page.records(),
                                                OptionalLong.of(page.records().size()),
                                                page.nextCursor(),
                                                Map.of()));
                            }
                        })),
                new Break(
                        "filtersChooseRecords",
                        "does without them",
                        fetching(request -> new FetchRequest(
                                request.resource(),
                                List.of(),
                                request.sort(),
                                request.fields(),
                                request.pagination(),
                                request.options()))),
                new Break(
                        "theOrderIsTheOneThatWasAskedFor",
                        "has an order of its own",
                        fetching(request -> new FetchRequest(
                                request.resource(),
                                request.filters(),
                                List.of(),
                                request.fields(),
                                request.pagination(),
                                request.options()))));
    }

    private static BrokenFactory<?> streaming(UnaryOperator<RecordCursor> change) {
        return connector(sound -> new BrokenConnector(sound) {
            @Override
            public RecordCursor stream(StreamRequest request) {
                return change.apply(super.stream(request));
            }
        });
    }

    private static BrokenFactory<?> fetching(UnaryOperator<FetchRequest> change) {
        return connector(sound -> new BrokenConnector(sound) {
            @Override
            public CompletionStage<FetchResponse> fetch(FetchRequest request) {
                return super.fetch(change.apply(request));
            }
        });
    }

    private static void leaveOpen() {
        try {
            LEAKED.add(Files.newInputStream(Path.of("pom.xml")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Remembers every record that it gave. */
    private static final class Keeping implements RecordCursor {
        private final RecordCursor cursor;
        private final List<DataRecord> given = new ArrayList<>();

        Keeping(RecordCursor cursor) {
            this.cursor = cursor;
        }

        @Override
        public boolean hasNext() {
            return cursor.hasNext();
        }

        @Override
        public DataRecord next() {
            DataRecord next = cursor.next();
            given.add(next);
            return next;
        }

        @Override
        public void close() {
            given.clear();
            cursor.close();
        }
    }
}
