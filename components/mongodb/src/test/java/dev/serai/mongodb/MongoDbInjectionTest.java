/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.Filter;
import dev.serai.testkit.ConnectorRoutes;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What somebody sends is only ever a value: no operator, no script, no name of something else. */
class MongoDbInjectionTest extends MongoDbTest {

    private static final Map<String, Object> HOSTILE = Map.of("$gt", "");
    private static final Map<String, Object> EXPRESSION =
            Map.of("$regularExpression", Map.of("pattern", ".*", "options", ""));

    @BeforeEach
    void storeAUser() {
        store("users", "{_id: 1, name: 'ada', password: 'secret'}");
    }

    @Test
    void anOperatorInPlaceOfAValueIsRefused() {
        assertRefused(
                "find",
                of("users", "filters", Map.of("name", Map.of("eq", HOSTILE))),
                MongoDbErrors.VALUE_REFUSED,
                "'$gt'");
        assertRefused(
                "find",
                of("users", "filters", Map.of("name", HOSTILE)),
                MongoDbErrors.SELECTION_WRONG,
                "no comparison");
        assertRefused(
                "find", of("users", "filters", Map.of("name", List.of(HOSTILE))), MongoDbErrors.VALUE_REFUSED, "'$gt'");
        assertRefused(
                "find",
                of("users", "filter", "{\"password\": \":#p\"}", "parameters", Map.of("p", HOSTILE)),
                MongoDbErrors.VALUE_REFUSED,
                "'$gt'");
        assertRefused(
                "delete",
                of("users", "keys", "name", "parameters", Map.of("name", HOSTILE)),
                MongoDbErrors.VALUE_REFUSED,
                "");
        assertRefused("insert", of("users", "documents", Map.of("a", HOSTILE)), MongoDbErrors.VALUE_REFUSED, "'$gt'");
        assertRefused(
                "upsert", of("users", "documents", Map.of("_id", HOSTILE, "a", 1)), MongoDbErrors.VALUE_REFUSED, "");
        assertRefused(
                "update",
                of("users", "filters", Map.of("_id", 1), "values", Map.of("a", Map.of("$inc", 1))),
                MongoDbErrors.VALUE_REFUSED,
                "'$inc'");
        assertThat(stored("users")).hasSize(1);
    }

    @Test
    void anExpressionInPlaceOfAValueIsRefused() {
        assertRefused(
                "find",
                of("users", "filters", Map.of("password", List.of(EXPRESSION))),
                MongoDbErrors.VALUE_REFUSED,
                "regular expression");
        assertRefused(
                "find",
                of("users", "filter", "{\"password\": \":#p\"}", "parameters", Map.of("p", EXPRESSION)),
                MongoDbErrors.VALUE_REFUSED,
                "regular expression");
    }

    @Test
    void aTextIsComparedAsItIs() {
        assertThat(call("count", of("users", "filters", Map.of("password", Map.of("like", ".*")))))
                .isEqualTo(0L);
        assertThat(call("count", of("users", "filters", Map.of("password", "{\"$gt\": \"\"}"))))
                .isEqualTo(0L);
        assertThat(call(
                        "count",
                        of("users", "filter", "{\"password\": \":#p\"}", "parameters", Map.of("p", "{\"$gt\": \"\"}"))))
                .isEqualTo(0L);
    }

    @Test
    void aListInPlaceOfAValueSelectsNothingElse() {
        assertRefused(
                "find",
                of(
                        "users",
                        "filter",
                        "{\"name\": {\"$eq\": \":#p\"}}",
                        "parameters",
                        Map.of("p", List.of(EXPRESSION, HOSTILE))),
                MongoDbErrors.VALUE_REFUSED,
                "");
    }

    @Test
    void namesThatAreOperatorsOrTheServersOwnAreRefused() {
        for (String field : List.of("$where", "a.$b", "", "a..b", ".", "a\0b")) {
            assertRefused("find", of("users", "filters", Map.of(field, 1)), MongoDbErrors.NAME_REFUSED, "is no field");
            assertRefused(
                    "update",
                    of("users", "filters", Map.of("_id", 1), "values", Map.of(field, 1)),
                    MongoDbErrors.NAME_REFUSED,
                    "is no field");
        }
        for (String collection : List.of("", "$cmd", "system.users", "a\0b", "users.", "x".repeat(201))) {
            assertRefused("find", of(collection), MongoDbErrors.NAME_REFUSED, "is no name of a collection");
            ConnectorException failure = Assertions.catchThrowableOfType(
                    ConnectorException.class,
                    () -> connector().fetch(collection).execute());
            assertThat(failure.errorCode()).isEqualTo(MongoDbErrors.NAME_REFUSED);
        }
    }

    @Test
    void aHostileOrderOrChoiceOfFieldsIsRefused() {
        assertRefused("find", of("users", "sort", List.of("$natural")), MongoDbErrors.NAME_REFUSED, "is no field");
        assertRefused("find", of("users", "sort", List.of("a b c")), MongoDbErrors.CALL_WRONG, "'sort'");
        for (Runnable hostile : List.<Runnable>of(
                () -> connector().fetch("users").fields("$slice").execute(),
                () -> connector().fetch("users").sort("$natural").ascending().execute(),
                () -> connector().fetch("users").where("$where").equalTo("1").execute())) {
            ConnectorException failure = Assertions.catchThrowableOfType(ConnectorException.class, hostile::run);
            assertThat(failure.errorCode()).isEqualTo(MongoDbErrors.NAME_REFUSED);
        }
    }

    @Test
    void scriptsAreRefusedUnlessTheConnectorAllowsThem() throws Exception {
        String[] filters = {
            "{\"$where\": \"sleep(1000) || true\"}",
            "{\"$or\": [{\"a\": 1}, {\"$where\": \"true\"}]}",
            "{\"$expr\": {\"$function\": {\"body\": \"x\", \"args\": [], \"lang\": \"js\"}}}"
        };
        for (String filter : filters) {
            assertRefused("find", of("users", "filter", filter), MongoDbErrors.SCRIPT_REFUSED, "allowJavaScript");
        }
        assertRefused(
                "aggregate",
                of("users", "pipeline", "[{\"$group\": {\"_id\": 1, \"x\": {\"$accumulator\": {}}}}]"),
                MongoDbErrors.SCRIPT_REFUSED,
                "$accumulator");

        try (ConnectorRoutes allowing = start("    options: { allowJavaScript: true }\n")) {
            ConnectorException failure =
                    Assertions.catchThrowableOfType(ConnectorException.class, () -> allowing.connector()
                            .execute("find", of("users", "filter", filters[0])));
            // The stand-in runs no scripts; that it was asked shows that the connector let it through.
            assertThat(failure.errorCode()).isEqualTo(MongoDbErrors.REFUSED);
        }
    }

    @Test
    void aComparisonThatDoesNotFitItsValueIsRefused() {
        for (Filter wrong :
                List.of(new Filter("a", Filter.Operator.LIKE, 1), new Filter("a", Filter.Operator.IN, "text"))) {
            assertRefused(
                    "find",
                    of("users", "filters", Map.of("a", Map.of(wrong.operator().name(), wrong.value()))),
                    MongoDbErrors.VALUE_REFUSED,
                    "takes a");
        }
        assertThat(failure("find", of("users", "filters", "name=ada")).errorCode())
                .isEqualTo(ConnectorErrors.INPUT_INVALID);
    }
}
