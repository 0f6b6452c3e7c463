/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionResult;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

/** What each operation does to documents. */
class MongoDbOperationsTest extends MongoDbTest {

    @Test
    void aDocumentIsAddedAndItsKeyComesBack() {
        ExecutionResult result = execute("insert", of("orders", "documents", Map.of("number", "A-1")));

        BsonDocument stored = stored("orders").get(0);
        assertThat(result.output())
                .isEqualTo(Map.of("$oid", stored.getObjectId("_id").getValue().toHexString()));
        assertThat(result.metadata()).containsEntry("insertedCount", 1L);
        assertThat(stored.getString("number").getValue()).isEqualTo("A-1");
    }

    @Test
    void manyDocumentsAreAddedAndTheirKeysComeBack() {
        assertThat(call("insert", of("orders", "documents", List.of(Map.of("_id", 1), Map.of("_id", "b")))))
                .isEqualTo(List.of(1, "b"));
        assertThat(call("insert", of("orders", "documents", "[{\"_id\": {\"$numberLong\": \"7\"}}]")))
                .isEqualTo(List.of(7L));
        assertThat(stored("orders")).hasSize(3);
    }

    @Test
    void aDocumentRoundTripsThroughTheServer() {
        store("values", """
                {_id: {$oid: "64b8f0c2a1d3e4f5a6b7c8d9"}, text: "ä", int: 1, long: {$numberLong: "2"}, double: 0.5,
                 decimal: {$numberDecimal: "1.10"}, date: {$date: "2026-11-22T10:00:00.123Z"}, yes: true, nothing: null,
                 bytes: {$binary: {base64: "AQI=", subType: "00"}}, uuid: {$uuid: "01890a5d-ac96-774b-bcce-b302099a8057"},
                 regex: {$regularExpression: {pattern: "^a", options: "i"}}, time: {$timestamp: {t: 5, i: 6}},
                 min: {$minKey: 1}, max: {$maxKey: 1}, list: [1, {a: [null]}], inner: {"a b": {}}}""");
        BsonDocument before = stored("values").get(0);

        @SuppressWarnings("unchecked")
        Map<String, Object> read = (Map<String, Object>) call("find", of("values", "fetchMode", "one"));
        call("replace", of("values", "document", read));

        assertThat(stored("values")).containsExactly(before);
        assertThat(read)
                .containsEntry("decimal", new BigDecimal("1.10"))
                .containsEntry("date", Instant.parse("2026-11-22T10:00:00.123Z"))
                .containsEntry("uuid", UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057"));
    }

    @Test
    void aKeyThatIsThereIsRefusedOrPassedOver() {
        store("orders", "{_id: 2}");
        List<Map<String, Object>> documents = List.of(Map.of("_id", 1), Map.of("_id", 2), Map.of("_id", 3));

        ConnectorException failure = failure("insert", of("orders", "documents", documents));
        assertThat(failure.errorCode()).isEqualTo(MongoDbErrors.DUPLICATE_KEY);
        assertThat(failure.details().get("result").toString()).contains("index=1", "code=11000");
        assertThat(stored("orders")).hasSize(2);

        assertThat(execute("insert", of("orders", "documents", documents, "onConflict", "ignore"))
                        .metadata())
                .containsEntry("insertedCount", 1L);
        assertThat(stored("orders")).hasSize(3);
    }

    @Test
    void documentsAreFoundByConditions() {
        store("orders", "{_id: 1, status: 'open', total: 5}", "{_id: 2, status: 'open', total: 50}");

        assertThat(call("find", of("orders", "filters", Map.of("total", Map.of("gte", 10)))))
                .isEqualTo(List.of(Map.of("_id", 2, "status", "open", "total", 50)));
        assertThat(call("count", of("orders", "filters", Map.of("status", "open"))))
                .isEqualTo(2L);
        assertThat(call("count", of("orders"))).isEqualTo(2L);
        assertThat(call("find", of("orders", "filters", Map.of("_id", 9), "fetchMode", "one")))
                .isNull();
    }

    @Test
    void documentsAreFoundInMongoDbsOwnLanguage() {
        store("orders", "{_id: 1, total: 5}", "{_id: 2, total: 50}", "{_id: 3, total: 500}");

        assertThat(call(
                        "find",
                        of(
                                "orders",
                                "filter",
                                "{\"total\": {\"$gt\": \":#least\"}}",
                                "parameters",
                                Map.of("least", 10),
                                "sort",
                                List.of("total desc"),
                                "projection",
                                Map.of("_id", 0),
                                "skip",
                                0,
                                "limit",
                                1)))
                .isEqualTo(List.of(Map.of("total", 500)));
        assertThat(call("count", of("orders", "filter", Map.of("$or", List.of(Map.of("_id", 1), Map.of("_id", 3))))))
                .isEqualTo(2L);
    }

    @Test
    void everyComparisonChoosesWhatItSays() {
        store("t", "{_id: 1, n: 'a.b'}", "{_id: 2, n: 'axb'}", "{_id: 3, n: null}", "{_id: 4}", "{_id: 5, n: 'b\\nc'}");

        assertThat(ids(Map.of("n", Map.of("like", "a.%")))).containsExactly(1);
        assertThat(ids(Map.of("n", Map.of("like", "a_b")))).containsExactly(1, 2);
        assertThat(ids(Map.of("n", Map.of("like", "b%c")))).containsExactly(5);
        assertThat(ids(Map.of("n", List.of("axb", "zzz")))).containsExactly(2);
        assertThat(ids(Map.of("n", Map.of("ne", "axb")))).containsExactly(1, 3, 4, 5);
        assertThat(ids(Collections.singletonMap("n", null))).containsExactly(3, 4);
        assertThat(ids(Map.of("_id", Map.of("gt", 1, "lte", 3)))).containsExactly(2, 3);
        assertThat(ids(Map.of("_id", Map.of("gte", 4)))).containsExactly(4, 5);
        assertThat(ids(Map.of("_id", Map.of("lt", 2)))).containsExactly(1);
    }

    private List<Object> ids(Map<String, Object> filters) {
        List<?> found = (List<?>) call("find", of("t", "filters", filters, "sort", List.of("_id")));
        return found.stream()
                .map(document -> (Object) ((Map<?, ?>) document).get("_id"))
                .toList();
    }

    @Test
    void fieldsAreSetToValues() {
        store("orders", "{_id: 1, status: 'open', customer: {city: 'Ulm'}}", "{_id: 2, status: 'open'}");

        ExecutionResult result = execute(
                "update",
                of(
                        "orders",
                        "filters",
                        Map.of("status", "open"),
                        "values",
                        Map.of("status", "paid", "customer.city", "Bonn")));

        assertThat(result.output()).isEqualTo(2L);
        assertThat(result.metadata()).containsEntry("matchedCount", 2L).containsEntry("modifiedCount", 2L);
        assertThat(stored("orders").get(0))
                .isEqualTo(BsonDocument.parse("{_id: 1, status: 'paid', customer: {city: 'Bonn'}}"));
    }

    @Test
    void onlyTheFirstIsChangedOrRemovedWhenThatIsSaid() {
        store("orders", "{_id: 1, s: 'open'}", "{_id: 2, s: 'open'}", "{_id: 3, s: 'open'}");

        assertThat(call(
                        "update",
                        of("orders", "filters", Map.of("s", "open"), "values", Map.of("s", "x"), "many", false)))
                .isEqualTo(1L);
        assertThat(call("delete", of("orders", "filters", Map.of("s", "open"), "many", false)))
                .isEqualTo(1L);
        assertThat(call("delete", of("orders", "filters", Map.of("s", "open")))).isEqualTo(1L);
        assertThat(stored("orders")).hasSize(1);
    }

    @Test
    void anUpdateInMongoDbsOwnLanguageTakesValuesByName() {
        store("stock", "{_id: 'A-1', left: 5}");

        call(
                "update",
                of(
                        "stock",
                        "keys",
                        List.of("_id"),
                        "values",
                        Map.of("_id", "A-1", "taken", -2),
                        "update",
                        "{\"$inc\": {\"left\": \":#taken\"}}"));

        assertThat(stored("stock")).containsExactly(BsonDocument.parse("{_id: 'A-1', left: 3}"));
    }

    @Test
    void documentsAreAddedOrChangedByTheirKeys() {
        store("orders", "{_id: 1, number: 'A-1', total: 5, note: 'kept'}");

        ExecutionResult result = execute(
                "upsert",
                of(
                        "orders",
                        "keys",
                        List.of("number"),
                        "documents",
                        List.of(Map.of("number", "A-1", "total", 6), Map.of("number", "A-2", "total", 7))));

        assertThat(result.output()).isEqualTo(1L);
        assertThat(result.metadata()).containsEntry("matchedCount", 1L).containsEntry("upsertedCount", 1L);
        assertThat(call("find", of("orders", "projection", Map.of("_id", 0), "sort", List.of("number"))))
                .isEqualTo(List.of(
                        Map.of("number", "A-1", "total", 6, "note", "kept"), Map.of("number", "A-2", "total", 7)));
    }

    @Test
    void aPipelineComputesAndStores() {
        store("orders", "{_id: 1, c: 'x', total: 5}", "{_id: 2, c: 'x', total: 7}", "{_id: 3, c: 'y', total: 1}");
        String pipeline =
                "[{\"$match\": {\"c\": \":#c\"}}, {\"$group\": {\"_id\": \"$c\", \"sum\": {\"$sum\": \"$total\"}}}";

        assertThat(call("aggregate", of("orders", "pipeline", pipeline + "]", "parameters", Map.of("c", "x"))))
                .isEqualTo(List.of(Map.of("_id", "x", "sum", 12)));
        call(
                "aggregateInto",
                of("orders", "pipeline", pipeline + ", {\"$out\": \"sums\"}]", "parameters", Map.of("c", "x")));
        assertThat(stored("sums")).containsExactly(BsonDocument.parse("{_id: 'x', sum: 12}"));

        assertRefused(
                "aggregate",
                of("orders", "pipeline", "[{\"$out\": \"x\"}]"),
                MongoDbErrors.CALL_WRONG,
                "aggregateInto");
        assertRefused("aggregateInto", of("orders", "pipeline", "[]"), MongoDbErrors.CALL_WRONG, "stores nothing");
    }

    @Test
    void manyChangesAreMadeTogether() {
        store("orders", "{_id: 1, n: 1}", "{_id: 2, n: 1}", "{_id: 3, n: 1}");

        assertThat(call(
                        "bulk",
                        of(
                                "orders",
                                "operations",
                                List.of(
                                        Map.of("insert", Map.of("document", Map.of("_id", 4))),
                                        Map.of("update", Map.of("filters", Map.of("n", 1), "values", Map.of("n", 2))),
                                        Map.of("replace", Map.of("document", Map.of("_id", 1, "n", 9))),
                                        Map.of("upsert", Map.of("document", Map.of("_id", 5, "n", 5))),
                                        Map.of("delete", Map.of("filter", Map.of("_id", 3)))))))
                .isEqualTo(Map.of(
                        "insertedCount",
                        1L,
                        "matchedCount",
                        4L,
                        "modifiedCount",
                        4L,
                        "deletedCount",
                        1L,
                        "upsertedCount",
                        1L,
                        "errors",
                        List.of()));
        assertThat(stored("orders"))
                .containsExactly(
                        BsonDocument.parse("{_id: 1, n: 9}"),
                        BsonDocument.parse("{_id: 2, n: 2}"),
                        BsonDocument.parse("{_id: 4}"),
                        BsonDocument.parse("{_id: 5, n: 5}"));
    }

    @Test
    void whatIsRefusedEndsABulkOrIsStated() {
        store("orders", "{_id: 2}");
        List<Map<String, Object>> operations = List.of(insert(1), insert(2), insert(3));

        ConnectorException failure = failure("bulk", of("orders", "operations", operations));
        assertThat(failure.errorCode()).isEqualTo(MongoDbErrors.DUPLICATE_KEY);
        assertThat(stored("orders")).hasSize(2);

        Map<?, ?> outcome = (Map<?, ?>) call("bulk", of("orders", "operations", operations, "partial", true));
        assertThat((List<?>) outcome.get("errors"))
                .extracting(error -> ((Map<?, ?>) error).get("index"))
                .isEqualTo(Arrays.asList(0L, 1L));
        assertThat(stored("orders")).hasSize(3);
    }

    private static Map<String, Object> insert(int id) {
        return Map.of("insert", Map.of("document", Map.of("_id", id)));
    }

    @Test
    void aServerWithoutTransactionsSaysSo() {
        assertRefused(
                "bulk",
                of("orders", "operations", List.of(insert(1)), "atomic", true),
                MongoDbErrors.SERVER_LACKS,
                "replica set");
        assertThat(stored("orders")).isEmpty();
    }

    @Test
    void operationsThatAreNoneAreRefusedBeforeAnythingIsDone() {
        for (Object wrong : List.of(
                "text",
                Map.of(),
                Map.of("drop", Map.of()),
                Map.of("insert", 1),
                Map.of("insert", Map.of("documents", Map.of())),
                Map.of("update", Map.of("filters", Map.of("_id", 1), "values", Map.of("a", 1), "many", "x")),
                Map.of("delete", Map.of("filters", "x")))) {
            assertRefused(
                    "bulk",
                    of("orders", "operations", List.of(insert(1), wrong)),
                    MongoDbErrors.CALL_WRONG,
                    "peration");
        }
        assertRefused(
                "bulk",
                of("orders", "operations", List.of(Map.of("delete", Map.of()))),
                MongoDbErrors.SELECTION_WRONG,
                "");
        assertRefused("bulk", of("orders", "operations", List.of()), MongoDbErrors.CALL_WRONG, "empty");
        assertRefused(
                "bulk",
                of("orders", "operations", List.of(insert(1)), "partial", true, "atomic", true),
                MongoDbErrors.CALL_WRONG,
                "contradict");
        assertThat(stored("orders")).isEmpty();
    }

    @Test
    void nothingIsChangedWithoutASelection() {
        store("orders", "{_id: 1}");
        for (Map<String, Object> input : List.of(
                of("orders", "values", Map.of("a", 1)),
                of("orders", "values", Map.of("a", 1), "filters", Map.of()),
                of("orders", "values", Map.of("a", 1), "filter", "{}"),
                of("orders", "values", Map.of("a", 1), "filters", Map.of("_id", 1), "filter", "{\"_id\": 1}"),
                of("orders", "values", Map.of("a", 1), "keys", List.of("number")))) {
            assertRefused("update", input, MongoDbErrors.SELECTION_WRONG, "");
        }
        assertRefused("delete", of("orders"), MongoDbErrors.SELECTION_WRONG, "for all documents write");
        assertRefused(
                "replace",
                of("orders", "document", Map.of("a", 1)),
                MongoDbErrors.SELECTION_WRONG,
                "'_id' has no value");
        assertThat(call("delete", of("orders", "filter", "{\"_id\": {\"$exists\": true}}")))
                .isEqualTo(1L);
    }

    @Test
    void anUpdateThatSaysNothingIsRefused() {
        for (Map<String, Object> input : List.of(
                of("orders", "filters", Map.of("_id", 1)),
                of("orders", "filters", Map.of("_id", 1), "values", Map.of()),
                of("orders", "filters", Map.of("_id", 1), "update", "{}"),
                of("orders", "filters", Map.of("_id", 1), "update", "{\"status\": \"paid\"}"),
                of("orders", "filters", Map.of("_id", 1), "update", "{nonsense"),
                of("orders", "keys", List.of("_id"), "values", Map.of("_id", 1)))) {
            assertRefused("update", input, MongoDbErrors.CALL_WRONG, "");
        }
        assertRefused("insert", of("orders", "documents", List.of()), MongoDbErrors.CALL_WRONG, "empty");
        assertRefused("insert", of("orders", "documents", "{nonsense"), MongoDbErrors.CALL_WRONG, "JSON");
    }

    @Test
    void aNameThatIsMissingInAFilterIsRefused() {
        assertRefused("find", of("orders", "filter", "{\"a\": \":#gone\"}"), MongoDbErrors.CALL_WRONG, "':#gone'");
        assertThat(failure("find", Map.of()).errorCode()).isEqualTo(ConnectorErrors.INPUT_MISSING);
    }
}
