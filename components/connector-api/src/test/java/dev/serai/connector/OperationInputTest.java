/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OperationInputTest {

    private static final Operation OPERATION = Operation.call("fetchAll", "Fetches.")
            .field(Field.required("table", Field.Type.STRING, "Which table."))
            .field(Field.optional("fetchMode", Field.Type.STRING, "How many.")
                    .oneOf("one", "all")
                    .withDefault("all"))
            .field(Field.optional("maxRows", Field.Type.INTEGER, "At most."))
            .field(Field.optional("dry", Field.Type.BOOLEAN, "Only try."))
            .field(Field.optional("wait", Field.Type.DURATION, "How long."))
            .field(Field.optional("columns", Field.Type.LIST, "Which columns."))
            .payload(Field.required("where", Field.Type.MAP, "Which rows."))
            .build();

    @Test
    void optionsAreConvertedAndNamedAsTheFieldsAre() {
        assertThat(check(Map.of(
                        "TABLE", "orders",
                        "fetch_mode", "ONE",
                        "max-rows", "10",
                        "dry", "true",
                        "wait", "5s",
                        "columns", "a, b")))
                .isEqualTo(Map.of(
                        "table",
                        "orders",
                        "fetchMode",
                        "one",
                        "maxRows",
                        10L,
                        "dry",
                        true,
                        "wait",
                        Duration.ofSeconds(5),
                        "columns",
                        List.of("a", "b")));
        assertThat(check(Map.of("maxRows", 3, "wait", 250, "table", 7)))
                .isEqualTo(Map.of("maxRows", 3L, "wait", Duration.ofMillis(250), "table", "7"));
    }

    @Test
    void unknownOptionsAreRefusedWithASuggestion() {
        assertThatThrownBy(() -> check(Map.of("tabel", "x")))
                .isInstanceOf(ConnectorException.class)
                .hasMessage(
                        "SERAI-CONNECTOR-004: Connector 'db', operation 'fetchAll': There is no option 'tabel'. Did you"
                                + " mean 'table'?");
    }

    @Test
    void valuesThatDoNotFitAreRefused() {
        refuses("maxRows", "abc", "The option 'maxRows' has the value 'abc'. Expected a whole number.");
        refuses("maxRows", 1.5, "The option 'maxRows' has the value '1.5'. Expected a whole number, not a Double.");
        refuses("fetchMode", "some", "The option 'fetchMode' has the value 'some'. Expected one of: one, all.");
        refuses("dry", "yes", "The option 'dry' has the value 'yes'. Expected true or false.");
        refuses(
                "wait",
                "soon",
                "The option 'wait' has the value 'soon'. Expected a duration such as 30s, 5m, 1h or" + " 500ms.");
        refuses("where", "id=1", "The option 'where' has the value 'id=1'. Expected a map.");
        refuses("columns", 5, "The option 'columns' has the value '5'. Expected a list, not a Integer.");
    }

    @Test
    void defaultsFillWhatIsNotSet() {
        Map<String, Object> where = Map.of();
        assertThat(OperationInput.complete("db", OPERATION, Map.of("table", "t", "where", where)))
                .isEqualTo(Map.of("table", "t", "where", where, "fetchMode", "all"));
    }

    @Test
    void aMissingInputSaysHowToGiveIt() {
        assertThatThrownBy(() -> OperationInput.complete("db", OPERATION, Map.of()))
                .hasMessage(
                        "SERAI-CONNECTOR-005: Connector 'db', operation 'fetchAll': The input 'table' is missing. Set the"
                                + " option 'table' or the header 'CamelSeraiTable': Which table.");
        assertThatThrownBy(() -> OperationInput.complete("db", OPERATION, Map.of("table", "t")))
                .hasMessage(
                        "SERAI-CONNECTOR-005: Connector 'db', operation 'fetchAll': The input 'where' is missing. Set the"
                                + " message body or the header 'CamelSeraiWhere': Which rows.");
    }

    private static Map<String, Object> check(Map<String, Object> options) {
        return OperationInput.checkOptions("db", OPERATION, options);
    }

    private static void refuses(String option, Object value, String sentence) {
        assertThatThrownBy(() -> check(Map.of(option, value)))
                .isInstanceOf(ConnectorException.class)
                .hasMessage("SERAI-CONNECTOR-006: Connector 'db', operation 'fetchAll': " + sentence);
    }
}
