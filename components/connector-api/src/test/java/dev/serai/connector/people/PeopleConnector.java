/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.people;

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
import dev.serai.connector.Filter;
import dev.serai.connector.HealthCheckResult;
import dev.serai.connector.Operation;
import dev.serai.connector.RecordCursor;
import dev.serai.connector.Sort;
import dev.serai.connector.StreamRequest;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Has five people in memory, filters, sorts and pages them, and keeps every request. It knows no LIKE. */
public final class PeopleConnector implements DataConnector {

    static final ConnectorMetadata METADATA = ConnectorMetadata.of("people", "People")
            .description("Has people.")
            .category(ConnectorMetadata.Category.CUSTOM)
            .operations(List.of(DataOperations.fetch("The group.").build()))
            .build();

    private static final List<Map<String, Object>> PEOPLE = List.of(
            person("Ada", "north", 36),
            person("Ben", "south", 41),
            person("Cem", "north", 29),
            person("Dea", "north", 52),
            person("Eli", "north", 47));

    /** Every request, in order. */
    public final List<FetchRequest> requests = new CopyOnWriteArrayList<>();

    /** Answers come only when the test completes them. */
    public final CompletableFuture<FetchResponse> held = new CompletableFuture<>();

    private static Map<String, Object> person(String name, String team, int age) {
        Map<String, Object> person = new LinkedHashMap<>();
        person.put("name", name);
        person.put("team", team);
        person.put("age", age);
        return person;
    }

    @Override
    public ConnectorMetadata metadata() {
        return METADATA;
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.of(Capability.PAGINATION, Capability.FILTERING, Capability.SORTING);
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
    public RecordCursor stream(StreamRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<FetchResponse> fetch(FetchRequest request) {
        requests.add(request);
        if (request.resource().equals("held")) {
            return held;
        }
        Stream<Map<String, Object>> chosen = PEOPLE.stream()
                .filter(person -> request.filters().stream().allMatch(filter -> fulfils(person, filter)));
        List<Map<String, Object>> found =
                order(request.sort()).map(chosen::sorted).orElse(chosen).toList();
        FetchRequest.Pagination page = request.pagination();
        int from = page.cursor().map(Integer::parseInt).orElse((int) page.offset());
        int to = Math.min(from + page.limit(), found.size());
        return CompletableFuture.completedFuture(new FetchResponse(
                found.subList(Math.min(from, to), to).stream()
                        .map(person -> new DataRecord((String) person.get("name"), chosen(person, request), Map.of()))
                        .toList(),
                page.total() ? OptionalLong.of(found.size()) : OptionalLong.empty(),
                to < found.size() ? Optional.of(String.valueOf(to)) : Optional.empty(),
                Map.of()));
    }

    private static Map<String, Object> chosen(Map<String, Object> person, FetchRequest request) {
        Map<String, Object> chosen = new LinkedHashMap<>(person);
        if (!request.fields().isEmpty()) {
            chosen.keySet().retainAll(request.fields());
        }
        return chosen;
    }

    private static boolean fulfils(Map<String, Object> person, Filter filter) {
        Object own = person.get(filter.field());
        Predicate<Comparable<Object>> compared =
                switch (filter.operator()) {
                    case EQ -> value -> value == null ? filter.value() == null : value.equals(filter.value());
                    case NE -> value -> value == null ? filter.value() != null : !value.equals(filter.value());
                    case GT -> value -> value.compareTo(filter.value()) > 0;
                    case GTE -> value -> value.compareTo(filter.value()) >= 0;
                    case LT -> value -> value.compareTo(filter.value()) < 0;
                    case LTE -> value -> value.compareTo(filter.value()) <= 0;
                    case IN -> ((List<?>) filter.value())::contains;
                    case LIKE ->
                        throw ConnectorException.of(ConnectorErrors.UNSUPPORTED, "People know no LIKE.")
                                .build();
                };
        return compared.test(comparable(own));
    }

    @SuppressWarnings("unchecked")
    private static Comparable<Object> comparable(Object value) {
        return (Comparable<Object>) value;
    }

    private static Optional<Comparator<Map<String, Object>>> order(List<Sort> keys) {
        return keys.stream().map(PeopleConnector::order).reduce(Comparator::thenComparing);
    }

    private static Comparator<Map<String, Object>> order(Sort key) {
        Comparator<Map<String, Object>> order = Comparator.comparing(person -> comparable(person.get(key.field())));
        return key.descending() ? order.reversed() : order;
    }
}
