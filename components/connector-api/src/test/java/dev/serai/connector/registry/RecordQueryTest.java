/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.DataRecord;
import dev.serai.connector.FetchResponse;
import dev.serai.connector.Filter;
import dev.serai.connector.Filter.Operator;
import dev.serai.connector.RecordCursor;
import dev.serai.connector.Sort;
import dev.serai.connector.people.PeopleConnector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordQueryTest {

    private final DefaultCamelContext camelContext = new DefaultCamelContext();
    private ConnectorRegistry registry;

    @BeforeEach
    void start() {
        registry = ConnectorRegistry.of(camelContext);
        registry.declare("people", "people", Map.of("health.enabled", "false"));
        registry.declare("memory", "memory", Map.of("host", "h", "health.enabled", "false"));
        camelContext.start();
        registry.start();
    }

    @AfterEach
    void stop() {
        camelContext.stop();
        registry.stop();
    }

    @Test
    void thePagesExampleGivesThePage() {
        FetchResponse page = registry.get("people")
                .fetch("staff")
                .where("team")
                .equalTo("north")
                .where("age")
                .greaterThan(30)
                .sort("age")
                .descending()
                .fields("name", "age")
                .limit(2)
                .withTotal()
                .execute();

        assertThat(page.records().stream().map(DataRecord::data))
                .containsExactly(Map.of("name", "Dea", "age", 52), Map.of("name", "Eli", "age", 47));
        assertThat(page.total()).hasValue(3);
        assertThat(page.nextCursor()).contains("2");
    }

    @Test
    void theExampleIsTheOneOfTheReadme() throws IOException {
        String source = Files.readString(Path.of("src/test/java/dev/serai/connector/registry/RecordQueryTest.java"));
        String example = source.substring(
                source.indexOf("        FetchResponse page = "),
                source.indexOf(".execute();") + ".execute();".length());

        assertThat(Files.readString(Path.of("README.md"))).containsIgnoringWhitespaces(example);
    }

    @Test
    void everyStepIsPartOfTheRequest() {
        RecordQuery query = people().where("a")
                .notEqualTo(1)
                .where("b")
                .atLeast(2)
                .where("c")
                .lessThan(3)
                .where("d")
                .atMost(4)
                .where("e")
                .in("x", "y")
                .where("f")
                .in(List.of("z"))
                .where("g")
                .like("A%")
                .where("h")
                .isNull()
                .where("i")
                .isNotNull()
                .sort("a")
                .ascending()
                .fields("a")
                .fields("b", "c")
                .offset(7)
                .option("hint", "first")
                .option("hint", "last");

        assertThat(query.request().resource()).isEqualTo("staff");
        assertThat(query.request().filters())
                .containsExactly(
                        new Filter("a", Operator.NE, 1),
                        new Filter("b", Operator.GTE, 2),
                        new Filter("c", Operator.LT, 3),
                        new Filter("d", Operator.LTE, 4),
                        new Filter("e", Operator.IN, List.of("x", "y")),
                        new Filter("f", Operator.IN, List.of("z")),
                        new Filter("g", Operator.LIKE, "A%"),
                        new Filter("h", Operator.EQ, null),
                        new Filter("i", Operator.NE, null));
        assertThat(query.request().sort()).containsExactly(new Sort("a", false));
        assertThat(query.request().fields()).containsExactly("a", "b", "c");
        assertThat(query.request().pagination().limit()).isEqualTo(100);
        assertThat(query.request().pagination().offset()).isEqualTo(7);
        assertThat(query.request().options()).isEqualTo(Map.of("hint", "last"));
    }

    @Test
    void aStepLeavesTheQueryAsItWas() {
        RecordQuery all = people();
        RecordQuery north = all.where("team").equalTo("north");

        assertThat(all.execute().records()).hasSize(5);
        assertThat(north.execute().records()).hasSize(4);
        assertThat(north.limit(1).execute().records()).hasSize(1);
        assertThat(north.execute().records()).hasSize(4);
    }

    @Test
    void aCursorGivesTheNextPage() {
        RecordQuery query = people().sort("name").ascending().limit(3);
        FetchResponse first = query.execute();

        FetchResponse second = query.after(first.nextCursor().orElseThrow()).execute();

        assertThat(names(first.records())).containsExactly("Ada", "Ben", "Cem");
        assertThat(names(second.records())).containsExactly("Dea", "Eli");
        assertThat(second.nextCursor()).isEmpty();
    }

    @Test
    void aStreamGivesAllRecordsPageByPage() {
        List<DataRecord> records = new ArrayList<>();
        try (RecordCursor cursor = people().where("team").equalTo("north").sort("age").ascending().limit(2).stream()) {
            assertThat(connector().requests)
                    .as("requests before anything is read")
                    .isEmpty();
            records.add(cursor.next());
            assertThat(connector().requests).hasSize(1);
            cursor.forEachRemaining(records::add);
        }

        assertThat(names(records)).containsExactly("Cem", "Ada", "Eli", "Dea");
        assertThat(connector().requests)
                .extracting(request -> request.pagination().cursor())
                .containsExactly(Optional.empty(), Optional.of("2"));
    }

    @Test
    void aStreamBeginsWhereTheQueryDoes() {
        assertThat(names(everything(people().limit(2).offset(1)))).containsExactly("Ben", "Cem", "Dea", "Eli");
        assertThat(names(everything(people().limit(2).after("3")))).containsExactly("Dea", "Eli");
    }

    @Test
    void whatTheConnectorCannotDoIsRefused() {
        assertThatThrownBy(() -> people().where("name").like("A%").execute())
                .isInstanceOfSatisfying(ConnectorException.class, failure -> {
                    assertThat(failure.errorCode()).isEqualTo(ConnectorErrors.UNSUPPORTED);
                    assertThat(failure.connector()).isEqualTo("people");
                    assertThat(failure.operation()).isEqualTo("fetch");
                });
        assertThatThrownBy(() -> registry.get("memory").fetch("staff").execute())
                .isInstanceOfSatisfying(ConnectorException.class, failure -> assertThat(failure.errorCode())
                        .isEqualTo(ConnectorErrors.UNSUPPORTED));
    }

    @Test
    void whatCanNeverBeMeantIsRefusedAtOnce() {
        assertThatThrownBy(() -> people().limit(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> people().offset(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> people().after("c").offset(1)).hasMessageContaining("not both");
    }

    @Test
    void cancellingAPageEndsTheCall() {
        CompletableFuture<FetchResponse> page =
                registry.get("people").fetch("held").executeAsync().toCompletableFuture();
        assertThat(page).isNotDone();

        page.cancel(true);

        assertThat(connector().held).isCancelled();
    }

    private RecordQuery people() {
        return registry.get("people").fetch("staff");
    }

    private PeopleConnector connector() {
        return (PeopleConnector) registry.get("people").connector();
    }

    private static List<DataRecord> everything(RecordQuery query) {
        List<DataRecord> records = new ArrayList<>();
        try (RecordCursor cursor = query.stream()) {
            cursor.forEachRemaining(records::add);
        }
        return records;
    }

    private static List<String> names(List<DataRecord> records) {
        return records.stream().map(DataRecord::id).toList();
    }
}
