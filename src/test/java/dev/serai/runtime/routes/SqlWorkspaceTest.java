/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.runtime.durability.DurableExecution;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** The workspace {@code routes/sql} keeps a warehouse and its books, and goes on with them after a restart. */
class SqlWorkspaceTest extends ExampleTest {

    SqlWorkspaceTest() {
        super("sql", new DurableExecution());
    }

    @Test
    void articlesAreStoredAndFound() throws Exception {
        start();

        assertThat(post(
                                "/articles",
                                "[{\"number\": \"TEA\", \"name\": \"Tee\"}, {\"number\": \"CUP\", \"name\": \"Cup\"}]")
                        .body())
                .isEqualTo("{\"stored\": 2}");
        assertThat(post("/articles", "{\"number\": \"TEA\", \"name\": \"Tea\"}").body())
                .isEqualTo("{\"stored\": 1}");
        assertThat(get("/articles/TEA").body()).isEqualTo("{\"number\":\"TEA\",\"name\":\"Tea\",\"stock\":0}");
        assertThat(get("/articles/MUG").statusCode()).isEqualTo(404);
    }

    @Test
    void whatMovesIsBookedOnceAndTheReaderGoesOnAfterARestart() throws Exception {
        start();
        HttpResponse<String> unused = post("/articles", "{\"number\": \"TEA\", \"name\": \"Tea\"}");

        assertThat(move("TEA", 10).body()).isEqualTo("Moved.");
        assertThat(move("TEA", -3).body()).isEqualTo("Moved.");
        assertThat(move("TEA", -8).statusCode()).as("too little in stock").isEqualTo(409);
        assertThat(move("MUG", 1).statusCode()).as("no such article").isEqualTo(409);
        assertThat(get("/articles/TEA").body()).contains("\"stock\":7");
        await().untilAsserted(() ->
                assertThat(get("/books").body()).isEqualTo("[{\"article\":\"TEA\",\"movements\":2,\"pieces\":7}]"));
        stop();
        // What was read before is not read again, or it would be booked anew.
        strikeFromTheBooks(1);
        start();
        move("TEA", -1);

        await().untilAsserted(() ->
                assertThat(get("/books").body()).isEqualTo("[{\"article\":\"TEA\",\"movements\":2,\"pieces\":-4}]"));
    }

    private void strikeFromTheBooks(int movement) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + folder().resolve("data/warehouse.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM bookings WHERE id = " + movement);
        }
    }

    private HttpResponse<String> move(String article, int amount) throws Exception {
        return post("/movements", "{\"article\": \"" + article + "\", \"amount\": " + amount + "}");
    }
}
