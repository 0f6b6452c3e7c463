/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.runtime.TestWorkspaces;
import dev.serai.store.PostgresSettings;
import dev.serai.store.SqliteSettings;
import dev.serai.store.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorePlaceTest {

    private static final String URL = "serai.store.url=jdbc:postgresql://db.example.com/serai\n";
    private static final String USERNAME = "serai.store.username=shop\n";

    @TempDir
    private Path folder;

    @BeforeEach
    void writeRoute() {
        TestWorkspaces.write(
                folder, "a.camel.yaml", "- route: { from: { uri: 'direct:a', steps: [ { to: 'log:a' } ] } }\n");
    }

    @Test
    void theStoreLiesInTheFolderWhenNothingElseIsSaid() {
        assertThat(store("")).isEqualTo(new SqliteSettings(folder.resolve(".serai")));
        assertThat(store("serai.store.max-size=2MB\n"))
                .isEqualTo(new SqliteSettings(folder.resolve(".serai"), 2 * 1024 * 1024));
    }

    @Test
    void aDatabaseIsNamedByItsUrlAndSecretsByReferences() {
        TestWorkspaces.write(folder, "password.txt", "geheim");
        assertThat(store(URL + "serai.store.username=${NOBODY_SETS_THIS:shop}\n"
                        + "serai.store.password=${file:password.txt}\n"))
                .isEqualTo(new PostgresSettings("jdbc:postgresql://db.example.com/serai", "shop", "geheim"));
        assertThat(store(URL + USERNAME))
                .isEqualTo(new PostgresSettings("jdbc:postgresql://db.example.com/serai", "shop", ""));
    }

    @Test
    void aHeartbeatIsADurationThatIsLongEnough() {
        assertThat(store(URL + USERNAME + "serai.store.heartbeat=1s\n"))
                .isEqualTo(new PostgresSettings(
                        "jdbc:postgresql://db.example.com/serai", "shop", "", Duration.ofSeconds(1)));
        refused(URL + USERNAME + "serai.store.heartbeat=soon\n")
                .hasMessageContaining("serai.store.heartbeat has the value 'soon'")
                .hasMessageContaining("such as 3s");
        refused(URL + USERNAME + "serai.store.heartbeat=10ms\n").hasMessageContaining("at least 400 ms");
        refused("serai.store.heartbeat=1s\n").hasMessageContaining("serai.store.heartbeat is there, but");
    }

    @Test
    void aPasswordInTheFileIsRefusedUnlessOneDevelops() {
        refused(URL + USERNAME + "serai.store.password=geheim\n")
                .hasMessageContaining("serai.store.password is a secret and must not stand in the file")
                .hasMessageContaining("${STORE_PASSWORD}")
                .hasMessageNotContaining("geheim");
        refused(URL + USERNAME + "serai.store.password=${STORE_PASSWORD:geheim}\n")
                .hasMessageContaining("must not stand in the file")
                .hasMessageNotContaining("geheim");
        refused("serai.store.url=jdbc:postgresql://db.example.com/serai?password=geheim\n" + USERNAME)
                .hasMessageContaining("serai.store.url holds a password")
                .hasMessageNotContaining("geheim");
        assertThat(store(URL + USERNAME + "serai.store.password=geheim\nserai.dev=true\n"))
                .isEqualTo(new PostgresSettings("jdbc:postgresql://db.example.com/serai", "shop", "geheim"));
    }

    @Test
    void whatIsMissingOrDoesNotBelongThereIsNamed() {
        refused(URL).hasMessageContaining("serai.store.username is missing");
        refused("serai.store.url=jdbc:mysql://db.example.com/serai\n" + USERNAME)
                .hasMessageContaining("serai.store.url has the value 'jdbc:mysql://db.example.com/serai'")
                .hasMessageContaining("jdbc:postgresql://localhost:5432/serai");
        refused(USERNAME).hasMessageContaining("serai.store.username is there, but serai.store.url is not");
        refused(URL + USERNAME + "serai.store.max-size=1GB\n").hasMessageContaining("not for PostgreSQL");
        refused(URL + "serai.store.username=${NOBODY_SETS_THIS}\n")
                .hasMessageContaining("The environment variable NOBODY_SETS_THIS is not set");
        refused(URL + "serai.store.username={{user}}\n").hasMessageContaining("{{…}} cannot be used here");
        refused("serai.store.max-size=much\n").hasMessageContaining("serai.store.max-size has the value 'much'");
    }

    private AbstractThrowableAssert<?, ? extends Throwable> refused(String properties) {
        return assertThatThrownBy(() -> store(properties))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageStartingWith("application.properties: ");
    }

    private StoreSettings store(String properties) {
        TestWorkspaces.write(folder, "application.properties", properties);
        return Workspace.open(folder).store();
    }
}
