/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.connector.Filter.Operator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FetchRequestTest {

    private static final Operation FETCH = DataOperations.fetch("The table.").build();

    @Test
    void theInputsOfTheOperationBecomeARequest() {
        FetchRequest request = request(Map.of(
                "resource", "orders",
                "filters", Map.of("total", Map.of("gte", 100)),
                "sort", "status, total desc",
                "fields", List.of("number"),
                "limit", "50",
                "cursor", "c1",
                "total", "true"));

        assertThat(request.filters()).containsExactly(new Filter("total", Operator.GTE, 100));
        assertThat(request.sort()).containsExactly(new Sort("status", false), new Sort("total", true));
        assertThat(request.fields()).containsExactly("number");
        assertThat(request.pagination()).isEqualTo(new FetchRequest.Pagination(50, 0, Optional.of("c1"), true));
    }

    @Test
    void aFilterWithoutAComparisonAsksForEquality() {
        assertThat(Filter.parse(Map.of("status", "open"))).containsExactly(new Filter("status", Operator.EQ, "open"));
        assertThat(Filter.parse(Map.of("status", List.of("a", "b"))))
                .containsExactly(new Filter("status", Operator.IN, List.of("a", "b")));
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        assertThatThrownBy(() -> Filter.parse(Map.of("total", Map.of("gteq", 1))))
                .hasMessageContaining("'gte'");
        assertThatThrownBy(() -> Sort.parse(List.of("total downwards"))).hasMessageContaining("'asc' or 'desc'");
        assertThatThrownBy(() -> request(Map.of("resource", "orders", "offset", 5, "cursor", "c")))
                .hasMessageContaining("not both");
        assertThatThrownBy(() -> request(Map.of("resource", "orders", "limit", 0)))
                .hasMessageContaining("from 1 to 1000000");
        assertThatThrownBy(() -> request(Map.of("limit", 1))).hasMessageContaining("'resource' is missing");
    }

    @Test
    void theNextPageIsAskedForByItsCursor() {
        FetchRequest first = request(Map.of("resource", "orders", "offset", 5, "limit", 2));
        FetchRequest next = first.after(new FetchResponse(List.of(), OptionalLong.empty(), Optional.of("7"), Map.of()));
        assertThat(next.pagination()).isEqualTo(new FetchRequest.Pagination(2, 0, Optional.of("7"), false));
        assertThat(next.resource()).isEqualTo("orders");
    }

    @Test
    void aRouteGetsTheRecordsAndWhereTheNextPageIs() {
        DataRecord record = new DataRecord("1", Map.of("number", 7), Map.of());
        ExecutionResult result = DataOperations.result(
                new FetchResponse(List.of(record), OptionalLong.of(9), Optional.of("1"), Map.of()));
        assertThat(result.output()).isEqualTo(List.of(Map.of("number", 7)));
        assertThat(result.metadata()).isEqualTo(Map.of("count", 1L, "nextCursor", "1", "totalCount", 9L));
        assertThat(result.usage().rows()).isEqualTo(1);
    }

    private static FetchRequest request(Map<String, Object> input) {
        return DataOperations.request(
                OperationInput.complete("db", FETCH, OperationInput.checkOptions("db", FETCH, input)));
    }
}
