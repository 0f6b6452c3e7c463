/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChangeInPlaceTest {

    @ParameterizedTest
    @MethodSource
    void aValueBecomesWhatWasRecordedAndStaysTheSameObject(Object value, Object recorded) {
        assertThat(ChangeInPlace.repeat(value, recorded)).isSameAs(value);
        ValueCodec codec = new ValueCodec();
        assertThat(codec.encode("value", value)).isEqualTo(codec.encode("value", recorded));
    }

    @SuppressWarnings({"JavaUtilDate", "UnnecessaryStringBuilder"}) // a workflow's message may hold them
    static List<Object[]> aValueBecomesWhatWasRecordedAndStaysTheSameObject() {
        return List.of(
                new Object[] {new LinkedHashMap<>(Map.of("a", 1)), new LinkedHashMap<>(Map.of("a", 2))},
                new Object[] {new LinkedHashMap<>(Map.of("a", 1)), new LinkedHashMap<>(Map.of("b", 1))},
                new Object[] {new ArrayList<>(List.of(1, 2)), new ArrayList<>(List.of(3))},
                new Object[] {new ArrayList<>(List.of(1)), new ArrayList<>(List.of(1, 2, 3))},
                new Object[] {new LinkedHashSet<>(List.of(1)), new LinkedHashSet<>(List.of(2, 3))},
                new Object[] {new Date(1), new Date(2)},
                new Object[] {new Timestamp(1), Timestamp.valueOf("2026-01-31 10:00:00.123456789")},
                new Object[] {new StringBuilder("a"), new StringBuilder("bc")},
                new Object[] {new byte[] {1, 2}, new byte[] {3, 4}});
    }

    @Test
    void whatIsHeldInsideStaysTheSameObjectToo() {
        Map<String, Object> line = new LinkedHashMap<>(Map.of("price", 1));
        List<Object> lines = new ArrayList<>(List.of(line, "other"));
        ChangeInPlace.repeat(lines, new ArrayList<>(List.of(new LinkedHashMap<>(Map.of("price", 2)), "other")));
        assertThat(lines.get(0)).isSameAs(line);
        assertThat(line).containsEntry("price", 2);
    }

    @Test
    void aValueThatCannotBecomeTheRecordedOneIsReplaced() {
        List<Integer> recorded = List.of(3, 4, 5);
        assertThat(ChangeInPlace.repeat(List.of(1, 2, 3), recorded)).isSameAs(recorded);
        assertThat(ChangeInPlace.repeat("text", recorded)).isSameAs(recorded);
        assertThat(ChangeInPlace.repeat(null, recorded)).isSameAs(recorded);
        assertThat(ChangeInPlace.repeat(new byte[1], new byte[2])).isEqualTo(new byte[2]);
    }
}
