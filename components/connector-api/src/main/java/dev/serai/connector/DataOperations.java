/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import dev.serai.connector.FetchRequest.Pagination;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The operations by which a route reads the records of a {@link DataConnector}, alike for all of them. */
public final class DataOperations {

    /** The name of the operation that reads a page. */
    public static final String FETCH = "fetch";

    /** The name of the operation that reads one record after another. */
    public static final String STREAM = "stream";

    private DataOperations() {}

    /** Describes {@code fetch} for a connector that takes filters, an order and a choice of fields. */
    public static Operation.Builder fetch(String resource) {
        return page(resource)
                .field(Field.optional(
                        "filters",
                        Field.Type.MAP,
                        "Conditions that must all hold: {status: open, total: {gte: 100}}. Comparisons are eq, ne, gt,"
                                + " gte, lt, lte, in and like."))
                .field(Field.optional(
                        "sort", Field.Type.LIST, "The order, most important field first: [status, total desc]."))
                .field(Field.optional("fields", Field.Type.LIST, "The only fields that are wanted."));
    }

    /** Describes {@code fetch} for a connector that gives records in their own order. */
    public static Operation.Builder page(String resource) {
        return Operation.call(FETCH, "Reads a page of records.")
                .readOnly()
                .field(Field.required("resource", Field.Type.STRING, resource))
                .resource("resource")
                .field(Field.optional("limit", Field.Type.INTEGER, "The most records of a page.")
                        .between("1", "1000000")
                        .withDefault("100"))
                .field(Field.optional("offset", Field.Type.INTEGER, "How many records to leave out.")
                        .between("0", ""))
                .field(Field.optional(
                        "cursor", Field.Type.STRING, "The header CamelSeraiNextCursor of the page before."))
                .field(Field.optional("total", Field.Type.BOOLEAN, "Whether to count all records, too.")
                        .withDefault("false"))
                .output(Field.Type.LIST, "The records, each a map.")
                .metadata("count", Field.Type.INTEGER, "How many records the page has.")
                .metadata("nextCursor", Field.Type.STRING, "Gives the next page; absent on the last.")
                .metadata(
                        "totalCount", Field.Type.INTEGER, "How many records there are in all, when it was asked for.");
    }

    /** Describes {@code stream} for a connector that leaves the consumer to the contract; its own fields are added. */
    public static Operation.Builder stream(String resource) {
        return reading(STREAM, "Reads records one after another, and goes on where it stopped.", resource);
    }

    /**
     * Describes a further operation that gives records one after another, whose consumer the contract makes, too:
     * {@link DataConnector#stream} is asked for them with the operation's name. The connector's own fields are added.
     */
    public static Operation.Builder reading(String name, String description, String resource) {
        return Operation.stream(name, description)
                .field(Field.required("resource", Field.Type.STRING, resource))
                .resource("resource")
                .field(Field.optional(
                        "reader",
                        Field.Type.STRING,
                        "Names this reader, so that several routes read the same resource, each at its own pace."))
                .field(Field.optional("pollInterval", Field.Type.DURATION, "The wait before it looks for more.")
                        .between("1ms", "")
                        .withDefault("1s"))
                .field(Field.optional(
                                "checkpointEvery",
                                Field.Type.INTEGER,
                                "After how many records the position is saved, at the latest.")
                        .between("1", "100000")
                        .withDefault("1000"))
                .field(Field.optional(
                                "onError",
                                Field.Type.STRING,
                                "What becomes of a record that the route fails for: the reader stops at it and tries"
                                        + " again at the next poll, or skips it.")
                        .oneOf("stop", "skip")
                        .withDefault("stop"))
                .output(Field.Type.MAP, "A message per record: a map of its values.")
                .metadata("resource", Field.Type.STRING, "What was read.")
                .metadata("recordId", Field.Type.STRING, "Names the record within the resource.");
    }

    /**
     * Reads the inputs of {@code fetch}.
     *
     * @param input complete and converted
     * @throws IllegalArgumentException when they do not fit together
     */
    public static FetchRequest request(Map<String, Object> input) {
        Map<String, Object> options = new LinkedHashMap<>(input);
        List.of("resource", "filters", "sort", "fields", "limit", "offset", "cursor", "total")
                .forEach(options::remove);
        return new FetchRequest(
                (String) input.get("resource"),
                Filter.parse((Map<?, ?>) input.getOrDefault("filters", Map.of())),
                Sort.parse((List<?>) input.getOrDefault("sort", List.of())),
                ((List<?>) input.getOrDefault("fields", List.of()))
                        .stream().map(String::valueOf).toList(),
                new Pagination(
                        Math.toIntExact((Long) input.getOrDefault("limit", 100L)),
                        (Long) input.getOrDefault("offset", 0L),
                        Optional.ofNullable((String) input.get("cursor")),
                        Boolean.TRUE.equals(input.get("total"))),
                options);
    }

    /** The result of {@code fetch} for a route. */
    public static ExecutionResult result(FetchResponse response) {
        Map<String, Object> metadata = new LinkedHashMap<>(response.metadata());
        metadata.put("count", (long) response.records().size());
        response.nextCursor().ifPresent(cursor -> metadata.put("nextCursor", cursor));
        response.total().ifPresent(total -> metadata.put("totalCount", total));
        List<Map<String, Object>> rows = new ArrayList<>();
        response.records().forEach(row -> rows.add(row.data()));
        return ExecutionResult.of(rows, metadata).withUsage(rows.size(), 0);
    }
}
