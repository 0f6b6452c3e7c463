/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.runtime.TestWorkspaces;
import dev.serai.runtime.durability.DurableExecution;
import dev.serai.runtime.workspace.Workspace;
import dev.serai.runtime.workspace.WorkspaceRuntime;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The workspace {@code routes/sql} keeps a warehouse and its books, and goes on with them after a restart. */
class SqlWorkspaceTest {

    private static final Path SOURCE = Path.of("../routes/sql");

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port = TestWorkspaces.freePort();
    private WorkspaceRuntime runtime;

    @TempDir
    private Path folder;

    @BeforeEach
    void copy() throws IOException {
        try (Stream<Path> files = Files.list(SOURCE)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        Path properties = folder.resolve("application.properties");
        Files.writeString(
                properties,
                Files.readString(properties).replaceFirst("camel.server.port=\\d+", "camel.server.port=" + port));
    }

    @AfterEach
    void stop() {
        if (runtime != null) {
            runtime.stop();
        }
    }

    @Test
    void itHasNoProblems() {
        assertThat(TestWorkspaces.problems(folder)).isEmpty();
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
        post("/articles", "{\"number\": \"TEA\", \"name\": \"Tea\"}");

        assertThat(move("TEA", 10).body()).isEqualTo("Moved.");
        assertThat(move("TEA", -3).body()).isEqualTo("Moved.");
        assertThat(move("TEA", -8).statusCode()).as("too little in stock").isEqualTo(409);
        assertThat(move("MUG", 1).statusCode()).as("no such article").isEqualTo(409);
        assertThat(get("/articles/TEA").body()).contains("\"stock\":7");
        await().untilAsserted(() ->
                assertThat(get("/books").body()).isEqualTo("[{\"article\":\"TEA\",\"movements\":2,\"pieces\":7}]"));
        runtime.stop();
        // What was read before is not read again, or it would be booked anew.
        strikeFromTheBooks(1);
        start();
        move("TEA", -1);

        await().untilAsserted(() ->
                assertThat(get("/books").body()).isEqualTo("[{\"article\":\"TEA\",\"movements\":2,\"pieces\":-4}]"));
    }

    private void start() {
        runtime = new WorkspaceRuntime(Workspace.open(folder), List.of(new DurableExecution()));
        runtime.start();
    }

    private void strikeFromTheBooks(int movement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/warehouse.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM bookings WHERE id = " + movement);
        }
    }

    private HttpResponse<String> move(String article, int amount) throws Exception {
        return post("/movements", "{\"article\": \"" + article + "\", \"amount\": " + amount + "}");
    }

    private HttpResponse<String> post(String path, String json) throws Exception {
        return client.send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }
}
