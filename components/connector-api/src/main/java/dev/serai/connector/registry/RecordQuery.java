/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.registry;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.FetchRequest;
import dev.serai.connector.FetchRequest.Pagination;
import dev.serai.connector.FetchResponse;
import dev.serai.connector.Filter;
import dev.serai.connector.Filter.Operator;
import dev.serai.connector.RecordCursor;
import dev.serai.connector.Sort;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Which records of a connector are wanted, put together step by step. {@link DeclaredConnector#fetch(String)} begins it.
 *
 * <pre>{@code
 * FetchResponse page = registry.get("orders-db").fetch("orders")
 *         .where("status").equalTo("open")
 *         .where("total").greaterThan(10)
 *         .sort("created").descending()
 *         .fields("id", "total")
 *         .limit(50)
 *         .withTotal()
 *         .execute();
 * }</pre>
 *
 * <p>Immutable: each step gives another query and leaves this one as it is, so that one may be kept and run again. What
 * the connector cannot do, such as a filter on a file, it refuses when the query is run.
 */
public final class RecordQuery {

    private final DeclaredConnector connector;
    private final FetchRequest request;

    RecordQuery(DeclaredConnector connector, FetchRequest request) {
        this.connector = connector;
        this.request = request;
    }

    /** Begins a condition on a field. All conditions must hold. */
    public Condition where(String field) {
        return new Condition(field);
    }

    /** Begins a key of the order; the first is the most important one. */
    public Order sort(String field) {
        return new Order(field);
    }

    /** The only fields that are wanted; given again, these come on top. By default all. */
    public RecordQuery fields(String... names) {
        return with(request.filters(), request.sort(), joined(request.fields(), List.of(names)), request.pagination());
    }

    /**
     * The most records of a page, 100 by default.
     *
     * @throws IllegalArgumentException when it is less than 1
     */
    public RecordQuery limit(int records) {
        Pagination page = request.pagination();
        return paged(new Pagination(records, page.offset(), page.cursor(), page.total()));
    }

    /**
     * How many records to leave out.
     *
     * @throws IllegalArgumentException when it is negative, or {@link #after} was given
     */
    public RecordQuery offset(long records) {
        Pagination page = request.pagination();
        return paged(new Pagination(page.limit(), records, page.cursor(), page.total()));
    }

    /**
     * Goes on after a page.
     *
     * @param cursor {@link FetchResponse#nextCursor()} of the page before
     * @throws IllegalArgumentException when {@link #offset} was given
     */
    public RecordQuery after(String cursor) {
        Pagination page = request.pagination();
        return paged(new Pagination(page.limit(), page.offset(), Optional.of(cursor), page.total()));
    }

    /** Asks for the number of all records that fulfil the conditions, too, which may cost a second call. */
    public RecordQuery withTotal() {
        Pagination page = request.pagination();
        return paged(new Pagination(page.limit(), page.offset(), page.cursor(), true));
    }

    /** Gives one of the further inputs that this type's {@code fetch} takes; given again, the last one counts. */
    public RecordQuery option(String name, Object value) {
        Map<String, Object> options = new LinkedHashMap<>(request.options());
        options.put(name, value);
        return new RecordQuery(
                connector,
                new FetchRequest(
                        request.resource(),
                        request.filters(),
                        request.sort(),
                        request.fields(),
                        request.pagination(),
                        options));
    }

    /** What the steps so far ask for. */
    public FetchRequest request() {
        return request;
    }

    /**
     * Reads one page and waits for it, through the connector's pipeline.
     *
     * @throws ConnectorException when the connector has no records, cannot do what is asked, or the call failed
     */
    public FetchResponse execute() {
        return connector.fetch(request);
    }

    /**
     * Reads one page, through the connector's pipeline.
     *
     * @return completes with the page, or exceptionally with a {@link ConnectorException}; cancelling its future ends the
     *     call
     */
    public CompletionStage<FetchResponse> executeAsync() {
        return connector.fetchAsync(request);
    }

    /**
     * Reads all records that fulfil the conditions, page by page, with one page in memory. A page that failed is fetched
     * again alone. {@link #limit} is the size of a page, not of the whole.
     *
     * @return fetches the first page when it is first asked; the caller closes it
     */
    public RecordCursor stream() {
        return new PagedRecords(connector::fetch, request, Integer.MAX_VALUE, Optional.empty());
    }

    private RecordQuery paged(Pagination page) {
        return with(request.filters(), request.sort(), request.fields(), page);
    }

    private RecordQuery with(List<Filter> filters, List<Sort> sort, List<String> fields, Pagination page) {
        return new RecordQuery(
                connector, new FetchRequest(request.resource(), filters, sort, fields, page, request.options()));
    }

    private static <T> List<T> joined(List<T> first, List<T> then) {
        List<T> all = new ArrayList<>(first);
        all.addAll(then);
        return all;
    }

    /** A condition on one field, which a comparison completes. Immutable. */
    public final class Condition {

        private final String field;

        private Condition(String field) {
            this.field = field;
        }

        public RecordQuery equalTo(Object value) {
            return compared(Operator.EQ, value);
        }

        public RecordQuery notEqualTo(Object value) {
            return compared(Operator.NE, value);
        }

        public RecordQuery greaterThan(Object value) {
            return compared(Operator.GT, value);
        }

        public RecordQuery atLeast(Object value) {
            return compared(Operator.GTE, value);
        }

        public RecordQuery lessThan(Object value) {
            return compared(Operator.LT, value);
        }

        public RecordQuery atMost(Object value) {
            return compared(Operator.LTE, value);
        }

        /** The field is one of the values. */
        public RecordQuery in(Object... values) {
            return in(Arrays.asList(values));
        }

        /** The field is one of the values. */
        public RecordQuery in(Collection<?> values) {
            return compared(Operator.IN, new ArrayList<>(values));
        }

        /** The field is a text of this form: {@code %} stands for any text, {@code _} for one character. */
        public RecordQuery like(String pattern) {
            return compared(Operator.LIKE, pattern);
        }

        public RecordQuery isNull() {
            return compared(Operator.EQ, null);
        }

        public RecordQuery isNotNull() {
            return compared(Operator.NE, null);
        }

        private RecordQuery compared(Operator operator, Object value) {
            return with(
                    joined(request.filters(), List.of(new Filter(field, operator, value))),
                    request.sort(),
                    request.fields(),
                    request.pagination());
        }
    }

    /** A key of the order, which a direction completes. Immutable. */
    public final class Order {

        private final String field;

        private Order(String field) {
            this.field = field;
        }

        public RecordQuery ascending() {
            return ordered(false);
        }

        public RecordQuery descending() {
            return ordered(true);
        }

        private RecordQuery ordered(boolean descending) {
            return with(
                    request.filters(),
                    joined(request.sort(), List.of(new Sort(field, descending))),
                    request.fields(),
                    request.pagination());
        }
    }
}
