/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.connector.DataConnector;
import dev.serai.connector.DataRecord;
import dev.serai.connector.FetchRequest;
import dev.serai.connector.FetchRequest.Pagination;
import dev.serai.connector.FetchResponse;
import dev.serai.connector.Filter;
import dev.serai.connector.Sort;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Records page by page. */
interface FetchChecks extends Checks {

    @Test
    @Needs(Behaviour.PAGINATION)
    default void allPagesTogetherAreAllRecordsOnce() {
        DataConnector connector = run().data();
        FetchRequest request = run().request(new Pagination(2, 0, Optional.empty(), false));
        List<Map<String, Object>> rows = new ArrayList<>();
        FetchResponse page = fetch(connector, request);
        rows.addAll(data(page));
        while (page.nextCursor().isPresent() && rows.size() <= rows().size()) {
            page = fetch(connector, request.after(page));
            assertThat(page.records()).hasSizeBetween(1, 2);
            rows.addAll(data(page));
        }

        assertThat(rows).containsExactlyElementsOf(rows());
    }

    @Test
    @Needs({Behaviour.PAGINATION, Behaviour.TOTALS})
    default void aPageSaysHowManyRecordsThereAre() {
        FetchResponse page = fetch(run().data(), run().request(new Pagination(2, 0, Optional.empty(), true)));

        assertThat(page.total()).hasValue(rows().size());
    }

    @Test
    @Needs({Behaviour.PAGINATION, Behaviour.OFFSETS})
    default void aPageLeavesOutAsManyRecordsAsItIsTold() {
        FetchResponse page = fetch(run().data(), run().request(new Pagination(2, 1, Optional.empty(), false)));

        assertThat(data(page)).containsExactlyElementsOf(rows().subList(1, 3));
    }

    @Test
    @Needs({Behaviour.PAGINATION, Behaviour.FILTERING})
    default void filtersChooseRecords() {
        DataConnector connector = run().data();
        String field = run().suite().records().sortField();
        Object middle = sorted().get(rows().size() / 2).get(field);

        assertThat(filtered(connector, new Filter(field, Filter.Operator.EQ, middle)))
                .containsExactlyElementsOf(rows().stream()
                        .filter(row -> row.get(field).equals(middle))
                        .toList());
        assertThat(filtered(connector, new Filter(field, Filter.Operator.GT, middle)))
                .containsExactlyInAnyOrderElementsOf(sorted().subList(rows().size() / 2 + 1, rows().size()));
    }

    @Test
    @Needs({Behaviour.PAGINATION, Behaviour.SORTING})
    default void theOrderIsTheOneThatWasAskedFor() {
        DataConnector connector = run().data();
        String field = run().suite().records().sortField();
        List<Map<String, Object>> backwards = new ArrayList<>(sorted());
        Collections.reverse(backwards);

        assertThat(inOrder(connector, new Sort(field, false))).containsExactlyElementsOf(sorted());
        assertThat(inOrder(connector, new Sort(field, true))).containsExactlyElementsOf(backwards);
    }

    private List<Map<String, Object>> rows() {
        return run().suite().records().rows();
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> sorted() {
        String field = run().suite().records().sortField();
        return rows().stream()
                .sorted(Comparator.comparing(row -> (Comparable<Object>) row.get(field)))
                .toList();
    }

    private List<Map<String, Object>> filtered(DataConnector connector, Filter filter) {
        return fetched(connector, List.of(filter), List.of());
    }

    private List<Map<String, Object>> inOrder(DataConnector connector, Sort sort) {
        return fetched(connector, List.of(), List.of(sort));
    }

    private List<Map<String, Object>> fetched(DataConnector connector, List<Filter> filters, List<Sort> sort) {
        FetchRequest all = run().request(Pagination.FIRST);
        return data(fetch(
                connector,
                new FetchRequest(all.resource(), filters, sort, List.of(), all.pagination(), all.options())));
    }

    private static List<Map<String, Object>> data(FetchResponse page) {
        return page.records().stream().map(DataRecord::data).toList();
    }

    private static FetchResponse fetch(DataConnector connector, FetchRequest request) {
        return ConformanceRun.join(connector.fetch(request).toCompletableFuture());
    }
}
