/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.connector.DataRecord;
import dev.serai.connector.RecordCursor;
import dev.serai.connector.StreamRequest;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Records one after another. */
interface StreamChecks extends Checks {

    /** How many streams are left in the middle; enough to stand out from what else opens and closes. */
    int STREAMS = 40;

    @Test
    @Needs(Behaviour.STREAMING)
    default void aStreamGivesAllRecordsOnce() {
        List<DataRecord> records = all(run().streams(), Optional.empty());

        assertThat(records.stream().map(DataRecord::data))
                .containsExactlyElementsOf(run().suite().records().rows());
        assertThat(records.stream().map(DataRecord::id)).doesNotHaveDuplicates();
    }

    @Test
    @Needs(Behaviour.STREAMING)
    default void aStreamLetsGoOfTheRecordsThatWereRead() {
        Records many = run().suite().manyRecords();
        Function<StreamRequest, RecordCursor> streams = run().streams();
        List<WeakReference<DataRecord>> first = new ArrayList<>();
        try (RecordCursor cursor = streams.apply(new StreamRequest(many.resource(), many.options()))) {
            for (int i = 0; i < 1000; i++) {
                DataRecord row = cursor.next();
                if (i < 100) {
                    first.add(new WeakReference<>(row));
                }
            }

            run().await("the first records are forgotten").until(() -> {
                System.gc();
                return first.stream().allMatch(reference -> reference.refersTo(null));
            });
            assertThat(cursor.hasNext()).as("more records").isTrue();
        }
    }

    @Test
    @Needs(Behaviour.STREAMING)
    default void aStreamThatIsClosedEarlyReleasesItsSource() {
        Function<StreamRequest, RecordCursor> streams = run().streams();
        readOneEach(streams, 4);
        long before = OpenFiles.count();

        readOneEach(streams, STREAMS);

        run().await("the sources are released").untilAsserted(() -> assertThat(OpenFiles.count())
                .as("open files and connections")
                .isLessThan(before + STREAMS / 2));
    }

    @Test
    @Needs({Behaviour.STREAMING, Behaviour.RESUMABLE_STREAMS})
    default void aStreamGoesOnAfterThePositionOfAnyRecord() {
        Function<StreamRequest, RecordCursor> streams = run().streams();
        List<DataRecord> records = all(streams, Optional.empty());

        for (int i = 0; i < records.size(); i++) {
            assertThat(records.get(i).position()).as("position of record " + i).isNotNull();
            assertThat(all(streams, Optional.of(records.get(i).position())).stream()
                            .map(DataRecord::data))
                    .as("after record " + i)
                    .containsExactlyElementsOf(run().suite().records().rows().subList(i + 1, records.size()));
        }
    }

    private List<DataRecord> all(Function<StreamRequest, RecordCursor> streams, Optional<String> position) {
        Records source = run().suite().records();
        List<DataRecord> records = new ArrayList<>();
        try (RecordCursor cursor = streams.apply(new StreamRequest(source.resource(), source.options(), position))) {
            cursor.forEachRemaining(records::add);
        }
        return records;
    }

    private void readOneEach(Function<StreamRequest, RecordCursor> streams, int times) {
        Records many = run().suite().manyRecords();
        for (int i = 0; i < times; i++) {
            RecordCursor cursor = streams.apply(new StreamRequest(many.resource(), Map.copyOf(many.options())));
            cursor.next();
            cursor.close();
            cursor.close();
        }
    }
}
