/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.DataRecord;
import dev.serai.connector.DiscoveredResource;
import dev.serai.connector.DiscoveredResource.Part;
import dev.serai.connector.FetchResponse;
import dev.serai.connector.RecordCursor;
import dev.serai.connector.StreamRequest;
import dev.serai.connector.registry.RecordQuery;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.RouteBuilder;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

/** Documents page by page, one after another, and what a database holds. */
class MongoDbRecordsTest extends MongoDbTest {

    private static final String[] OF_EVERY_TYPE = {
        "{_id: {$minKey: 1}}",
        "{_id: null}",
        "{_id: -1.5}",
        "{_id: 7}",
        "{_id: 'a'}",
        "{_id: 'b'}",
        "{_id: {a: 1}}",
        "{_id: {$binary: {base64: 'AQI=', subType: '00'}}}",
        "{_id: {$oid: '64b8f0c2a1d3e4f5a6b7c8d9'}}",
        "{_id: false}",
        "{_id: true}",
        "{_id: {$date: '2026-11-22T10:00:00Z'}}",
        "{_id: {$timestamp: {t: 5, i: 6}}}",
        "{_id: {$maxKey: 1}}"
    };

    @Test
    void theQueryOfAllConnectorsReachesDocuments() {
        store(
                "orders",
                "{_id: 1, status: 'open', total: 5, c: {n: 1}}",
                "{_id: 2, status: 'open', total: 50, c: {n: 2}}",
                "{_id: 3, status: 'paid', total: 70}",
                "{_id: 4, status: 'open', total: 90, c: {n: 3}}");
        RecordQuery query = connector()
                .fetch("orders")
                .where("status")
                .equalTo("open")
                .where("total")
                .greaterThan(10)
                .sort("total")
                .descending()
                .fields("total", "c.n")
                .limit(1)
                .withTotal();

        FetchResponse first = query.execute();
        FetchResponse second = query.after(first.nextCursor().orElseThrow()).execute();

        assertThat(data(first.records())).containsExactly(Map.of("total", 90, "c", Map.of("n", 3)));
        assertThat(first.total()).hasValue(2);
        assertThat(data(second.records())).containsExactly(Map.of("total", 50, "c", Map.of("n", 2)));
        assertThat(second.nextCursor()).isEmpty();
        try (RecordCursor all = query.stream()) {
            List<DataRecord> records = new ArrayList<>();
            all.forEachRemaining(records::add);
            assertThat(records).extracting(DataRecord::id).containsExactly("4", "2");
        }
    }

    @Test
    void pagesInTheOrderOfKeysOfAnyTypeLeaveNothingOut() {
        store("mixed", OF_EVERY_TYPE);
        List<DataRecord> all = records("mixed", "_id", Optional.empty());
        assertThat(all).hasSize(OF_EVERY_TYPE.length);

        List<DataRecord> paged = new ArrayList<>();
        RecordQuery query = connector().fetch("mixed").limit(1);
        FetchResponse page = query.execute();
        paged.addAll(page.records());
        while (page.nextCursor().isPresent() && paged.size() <= all.size()) {
            page = query.after(page.nextCursor().get()).execute();
            paged.addAll(page.records());
        }

        assertThat(paged)
                .extracting(DataRecord::id)
                .isEqualTo(all.stream().map(DataRecord::id).toList());
    }

    @Test
    void allNumbersComeAfterTheOneThatIsNone() {
        // The stand-in sorts it behind all others, other than MongoDB.
        assertThat(KeyOrder.byKey().after("{\"_id\": {\"$numberDouble\": \"NaN\"}}", new Caller("crm", "fetch")))
                .isEqualTo(BsonDocument.parse("{$or: [{_id: {$gte: {$numberDouble: '-Infinity'}}},"
                        + " {_id: {$type: [2, 3, 5, 7, 8, 9, 17, 11, 127]}}]}"));
    }

    @Test
    void aDocumentThatIsAddedInFrontShiftsNoPage() {
        store("orders", "{_id: 2}", "{_id: 3}", "{_id: 4}");
        RecordQuery query = connector().fetch("orders").limit(2);
        FetchResponse first = query.execute();

        store("orders", "{_id: 1}");

        assertThat(data(query.after(first.nextCursor().orElseThrow()).execute().records()))
                .containsExactly(Map.of("_id", 4));
    }

    @Test
    void aStreamReadsInTheOrderOfAFieldAndGoesOnAfterAnyRecord() {
        store(
                "events",
                "{_id: 1, at: 5}",
                "{_id: 2, at: 3}",
                "{_id: 3, at: 5}",
                "{_id: 4}",
                "{_id: 5, at: null}",
                "{_id: 6, at: 'late'}");
        List<DataRecord> all = records("events", "at", Optional.empty());

        assertThat(all).extracting(DataRecord::id).containsExactly("4", "5", "2", "1", "3", "6");
        for (int i = 0; i < all.size(); i++) {
            assertThat(records("events", "at", Optional.of(all.get(i).position())))
                    .as("after record " + i)
                    .extracting(DataRecord::id)
                    .isEqualTo(all.subList(i + 1, all.size()).stream()
                            .map(DataRecord::id)
                            .toList());
        }
    }

    @Test
    void aStreamTakesConditionsAndAChoiceOfFields() {
        store("events", "{_id: 1, at: 5, kind: 'a', x: 1}", "{_id: 2, at: 3, kind: 'b', x: 2}");

        try (RecordCursor cursor = connector().stream(new StreamRequest(
                "events", Map.of("cursor", "at", "filters", Map.of("kind", "b"), "fields", List.of("x"))))) {
            assertThat(cursor.next().data()).isEqualTo(Map.of("x", 2));
            assertThat(cursor.hasNext()).isFalse();
        }
    }

    @Test
    void aFieldWithListsHasNoOrder() {
        store("events", "{_id: 1, at: [1, 2]}");

        assertThatThrownBy(() -> records("events", "at", Optional.empty()))
                .isInstanceOfSatisfying(ConnectorException.class, failure -> {
                    assertThat(failure.errorCode()).isEqualTo(MongoDbErrors.CURSOR_REFUSED);
                    assertThat(failure).hasMessageContaining("is a list");
                });
    }

    @Test
    void aCursorOfSomethingElseIsRefused() {
        for (String cursor : List.of("nonsense", "{}", "{\"value\": 1, \"_id\": 1}", "{\"$gt\": 1}", "offset:1")) {
            assertCursorRefused(connector().fetch("orders").after(cursor));
        }
        for (String cursor : List.of("nonsense", "offset:-1", "offset:99999999999", "offset:9999999999")) {
            assertCursorRefused(
                    connector().fetch("orders").sort("a").ascending().after(cursor));
        }
        assertThatThrownBy(() -> records("orders", "at", Optional.of("{\"_id\": 1}")))
                .hasMessageContaining("checkpoints reset");
    }

    private static void assertCursorRefused(RecordQuery query) {
        assertThatThrownBy(query::execute)
                .isInstanceOfSatisfying(ConnectorException.class, failure -> assertThat(failure.errorCode())
                        .isEqualTo(MongoDbErrors.CURSOR_REFUSED));
    }

    @Test
    void anOptionThatFetchDoesNotHaveIsRefused() {
        assertThatThrownBy(() -> connector().fetch("orders").option("hint", "x").execute())
                .hasMessageContaining("no option 'hint'");
    }

    @Test
    void aRouteReceivesEachDocumentAndGoesOnAfterwards() throws Exception {
        store("orders", "{_id: 1}", "{_id: 2}");
        List<Object> received = new CopyOnWriteArrayList<>();
        routes().context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("connector:api/stream?resource=orders&pollInterval=50ms")
                        .routeId("reader")
                        .process(exchange -> received.add(exchange.getMessage().getHeader("CamelSeraiRecordId")));
            }
        });
        await().until(() -> received.size() == 2);

        routes().context().getRouteController().stopRoute("reader");
        store("orders", "{_id: 3}");
        routes().context().getRouteController().startRoute("reader");

        await().until(() -> received.size() == 3);
        assertThat(received).containsExactly("1", "2", "3");
    }

    @Test
    void changesAreReceivedFromTheStandInsOwnLog() throws Exception {
        List<Map<?, ?>> received = new CopyOnWriteArrayList<>();
        List<Integer> added = new ArrayList<>();
        routes().context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("connector:api/changes?resource=orders&pollInterval=10ms&awaitTime=300ms&checkpointEvery=1")
                        .routeId("listener")
                        .process(exchange -> received.add(exchange.getMessage().getBody(Map.class)));
            }
        });
        // The stand-in has no clock of its log, so that what comes between two polls is not seen until the first came.
        await().until(() -> {
            added.add(added.size());
            store("orders", "{_id: " + added.size() + "}");
            return !received.isEmpty();
        });
        routes().context().getRouteController().stopRoute("listener");
        int before = received.size();

        // Of updates it gives no description.
        call("delete", of("orders", "filters", Map.of("_id", 1)));
        routes().context().getRouteController().startRoute("listener");

        await().until(() -> received.stream().anyMatch(change -> "delete".equals(change.get("operation"))));
        assertThat(before).isPositive();
        assertThat(received.get(0)).extracting("operation").isEqualTo("insert");
        assertThat(received.get(0))
                .extracting("document")
                .isEqualTo(received.get(0).get("key"));
        assertThat(Collections.max(received.stream()
                        .map(change -> Collections.frequency(received, change))
                        .toList()))
                .as("times that a change came")
                .isEqualTo(1);
    }

    @Test
    void whatAChangeStreamCannotGoOnAfterIsRefused() {
        assertThatThrownBy(() ->
                        connector().stream(new StreamRequest("changes", "orders", Map.of(), Optional.of("nonsense"))))
                .hasMessageContaining("none of a change stream");
        assertThatThrownBy(() -> connector().stream(
                        new StreamRequest("changes", "orders", Map.of("awaitTime", "30s"), Optional.empty())))
                .hasMessageContaining("'awaitTime' must be shorter");
    }

    @Test
    void theCollectionsAndTheFieldsOfTheirNewestDocumentsAreFound() {
        store(
                "orders",
                "{_id: 1, total: 5, customer: {city: 'Ulm'}, tags: ['a', 1]}",
                "{_id: 2, total: {$numberDecimal: '5.5'}, at: {$date: '2026-11-22T10:00:00Z'}}");
        MongoDbSystem.done(collection("empty").insertOne(new BsonDocument()));
        MongoDbSystem.done(collection("empty").deleteMany(new BsonDocument()));

        List<DiscoveredResource> found = ((MongoDbConnector) connector().connector())
                .discover()
                .toCompletableFuture()
                .join();

        assertThat(found).extracting(DiscoveredResource::name).containsExactly("empty", "orders");
        assertThat(found.get(0).description()).isEqualTo("It has no documents.");
        assertThat(found.get(1).kind()).isEqualTo("collection");
        assertThat(found.get(1).fields())
                .containsExactly(
                        new Part("_id", "int", ""),
                        new Part("at", "date", "In 1 of 2."),
                        new Part("customer", "object", "In 1 of 2."),
                        new Part("customer.city", "string", "In 1 of 2."),
                        new Part("tags", "array of int or string", "In 1 of 2."),
                        new Part("total", "decimal | int", ""));
    }

    private List<DataRecord> records(String collection, String cursor, Optional<String> position) {
        List<DataRecord> records = new ArrayList<>();
        try (RecordCursor open =
                connector().stream(new StreamRequest(collection, Map.of("cursor", cursor), position))) {
            open.forEachRemaining(records::add);
        }
        return records;
    }

    private static List<Map<String, Object>> data(List<DataRecord> records) {
        return records.stream().map(DataRecord::data).toList();
    }
}
