/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.testkit.FreePort;
import dev.serai.testkit.PostgresServer;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What several processes share. */
class PostgresConsumerStateTest {

    private static PostgresServer server;

    @BeforeAll
    static void startServer() {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void severalProcessesMayOpenAnEmptyDatabaseAtOnce() {
        PostgresSettings settings = settings(server.newDatabase());
        List<CompletableFuture<PostgresConsumerState>> opening = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            opening.add(CompletableFuture.supplyAsync(() -> PostgresConsumerState.open(settings)));
        }
        List<PostgresConsumerState> stores =
                opening.stream().map(CompletableFuture::join).toList();

        assertThat(stores.get(0).seenKeys().add("inbox", "a", Duration.ofDays(1)))
                .isTrue();
        assertThat(stores.get(3).seenKeys().add("inbox", "a", Duration.ofDays(1)))
                .isFalse();
        stores.forEach(PostgresConsumerState::close);
    }

    @Test
    void tablesOfOthersAreLeftAlone() throws Exception {
        String url = server.newDatabase();
        try (var connection = DriverManager.getConnection(url, server.username(), "");
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE checkpoint (theirs INT)");
        }
        try (PostgresConsumerState store = PostgresConsumerState.open(settings(url))) {
            assertThat(store.checkpoints().save("orders", Optional.empty(), "1"))
                    .isPresent();
        }
    }

    @Test
    void aDatabaseThatCannotBeReachedIsRefusedWithoutItsPassword() {
        String url = "jdbc:postgresql://localhost:" + FreePort.find() + "/none?password=secret1";
        assertThatThrownBy(() -> PostgresConsumerState.open(new PostgresSettings(url, "someone", "secret2")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("/none cannot be used")
                .hasMessageNotContaining("secret");
        assertThat(new PostgresSettings("jdbc:postgresql:x", "someone", "secret2"))
                .asString()
                .doesNotContain("secret");
    }

    @Test
    void aStoreThatIsGoneIsAFailureInPlainWords() {
        PostgresConsumerState store = PostgresConsumerState.open(settings(server.newDatabase()));
        store.close();
        assertThatThrownBy(() -> store.checkpoints().save("orders", Optional.empty(), "1"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("could not be written");
        assertThatThrownBy(() -> store.checkpoints().list())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("could not be read");
    }

    private static PostgresSettings settings(String url) {
        return new PostgresSettings(url, server.username(), "");
    }
}
