/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.connector.ConnectorException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operations as routes use them. */
class SqlRouteTest extends CamelTestSupport {

    @TempDir
    Path folder;

    private SqlWorkspace db;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        db = SqlWorkspace.prepare(folder, SqlWorkspace.sqlite("retry: {maxRetries: 0}"));
        return db.camelContext();
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:insert").to("connector:db/insert?table=orders");
                from("direct:insert-new").to("connector:db/insert?table=orders&onConflict=ignore");
                from("direct:update").to("connector:db/update?table=orders&keys=number");
                from("direct:delete").to("connector:db/delete?table=orders&keys=number");
                from("direct:find")
                        .to("connector:db/query?fetchMode=one&sql=RAW(SELECT number, total + 1 AS more FROM orders"
                                + " WHERE number = :#number)");
                from("direct:all").to("connector:db/query?sql=SELECT number FROM orders");
                from("direct:positional").to("connector:db/query?sql=RAW(SELECT ? + ? AS sum)&fetchMode=one");
            }
        };
    }

    @BeforeEach
    void createTable() {
        db.run("CREATE TABLE orders (number TEXT PRIMARY KEY, total NUMERIC)");
    }

    @Test
    void theBodyIsInsertedAndTheCountComesBack() {
        var answer = template.request("direct:insert", exchange -> exchange.getMessage()
                .setBody(List.of(Map.of("number", "A-1", "total", 5), Map.of("number", "A-2", "total", 7))));

        assertThat(answer.getMessage().getBody()).isEqualTo(2);
        assertThat(answer.getMessage().getHeader("CamelSeraiRowsAffected")).isEqualTo(2);
        assertThat(template.requestBody("direct:all", ""))
                .isEqualTo(List.of(Map.of("number", "A-1"), Map.of("number", "A-2")));
    }

    @Test
    void optionsOfTheRouteAreUsed() {
        template.requestBody("direct:insert", Map.of("number", "A-1", "total", 5));

        assertThat(template.requestBody("direct:insert-new", Map.of("number", "A-1", "total", 6)))
                .isEqualTo(0);
        assertThat(template.requestBody("direct:update", Map.of("number", "A-1", "total", 8)))
                .isEqualTo(1);
        assertThat(template.requestBody("direct:find", Map.of("number", "A-1")))
                .isEqualTo(Map.of("number", "A-1", "more", 9));
    }

    @Test
    void aNamedParameterMayComeFromAHeaderWhateverTheBodyIs() {
        template.requestBody("direct:insert", Map.of("number", "A-1", "total", 5));

        assertThat(template.requestBodyAndHeader("direct:find", "text", "number", "A-1"))
                .isEqualTo(Map.of("number", "A-1", "more", 6));
        assertThat(template.requestBodyAndHeader("direct:delete", "text", "number", "A-1"))
                .isEqualTo(1);
    }

    @Test
    void aListFillsQuestionMarks() {
        assertThat(template.requestBody("direct:positional", List.of(2, 3))).isEqualTo(Map.of("sum", 5));
    }

    @Test
    void aFailureReachesTheRouteAsItIs() {
        template.requestBody("direct:insert", Map.of("number", "A-1", "total", 5));

        assertThatThrownBy(() -> template.requestBody("direct:insert", Map.of("number", "A-1", "total", 5)))
                .isInstanceOf(CamelExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(ConnectorException.class, failure -> assertThat(failure.errorCode())
                        .isEqualTo(SqlErrors.CONSTRAINT_VIOLATED));
    }
}
