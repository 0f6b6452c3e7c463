/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.workspace;

import dev.serai.connector.configuration.ByteSize;
import dev.serai.connector.configuration.DeclarationLoader;
import dev.serai.connector.configuration.LiteralSecrets;
import dev.serai.connector.configuration.References;
import dev.serai.store.PostgresSettings;
import dev.serai.store.SqliteSettings;
import dev.serai.store.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.util.TimeUtils;

/**
 * Where the settings of a workspace say that its store lies: in PostgreSQL when {@code serai.store.url} names a database,
 * and else in the workspace's folder. Values may hold references, <code>${NAME}</code> and <code>${file:…}</code>.
 */
final class StorePlace {

    private static final String URL = "serai.store.url";
    private static final String USERNAME = "serai.store.username";
    private static final String PASSWORD = "serai.store.password";
    private static final String HEARTBEAT = "serai.store.heartbeat";
    private static final String LARGEST = "serai.store.max-size";
    private static final String POSTGRESQL = "jdbc:postgresql:";

    private final WorkspaceSettings settings;
    private final References references;

    private StorePlace(Workspace workspace) {
        settings = new WorkspaceSettings(workspace);
        references = new References(
                System::getenv,
                text -> {
                    throw new IllegalArgumentException(
                            "Commands that do not start Camel read it too, so {{…}} cannot be"
                                    + " used here. Write ${NAME} for an environment variable, or ${file:path}.");
                },
                workspace.folder());
    }

    /**
     * @param folder where the store lies when no database is named
     * @throws WorkspaceException when a setting is wrong, saying what to write
     */
    static StoreSettings of(Workspace workspace, Path folder) {
        StorePlace place = new StorePlace(workspace);
        return place.settings.find(URL).isPresent() ? place.postgres() : place.sqlite(folder);
    }

    private SqliteSettings sqlite(Path folder) {
        for (String name : new String[] {USERNAME, PASSWORD, HEARTBEAT}) {
            if (settings.find(name).isPresent()) {
                throw wrong(name, "is there, but " + URL + " is not. Name the database as well, or remove it.");
            }
        }
        Optional<String> text = value(LARGEST).filter(size -> !size.isEmpty());
        try {
            return new SqliteSettings(
                    folder, text.map(size -> ByteSize.parse(size).bytes()).orElse(0L));
        } catch (IllegalArgumentException e) {
            throw wrong(LARGEST, "has the value '" + text.orElseThrow() + "'. " + e.getMessage());
        }
    }

    private PostgresSettings postgres() {
        if (settings.find(LARGEST).isPresent()) {
            throw wrong(LARGEST, "holds for a store in the workspace's folder, not for PostgreSQL. Remove it.");
        }
        if (settings.inFile(URL).filter(LiteralSecrets::standIn).isPresent()) {
            throw wrong(URL, "holds a password, which must not stand in the file. Use " + PASSWORD + ".");
        }
        requireReference();
        String url = value(URL).orElseThrow();
        if (!url.startsWith(POSTGRESQL)) {
            throw wrong(
                    URL,
                    "has the value '" + LiteralSecrets.masked(url)
                            + "'. Expected the JDBC URL of a PostgreSQL database, such as"
                            + " jdbc:postgresql://localhost:5432/serai. Without it the store lies in .serai.");
        }
        String username = value(USERNAME)
                .orElseThrow(() -> wrong(USERNAME, "is missing. Name the database's user, such as ${STORE_USER}."));
        String password = value(PASSWORD).orElse("");
        Optional<String> heartbeat = value(HEARTBEAT);
        if (heartbeat.isEmpty()) {
            return new PostgresSettings(url, username, password);
        }
        if (!Durations.readable(heartbeat.get())) {
            throw wrong(HEARTBEAT, "has the value '" + heartbeat.get() + "'. Expected a duration such as 3s or 500ms.");
        }
        try {
            return new PostgresSettings(
                    url, username, password, Duration.ofMillis(TimeUtils.toMilliSeconds(heartbeat.get())));
        } catch (IllegalArgumentException e) {
            throw wrong(HEARTBEAT, "has the value '" + heartbeat.get() + "'. " + e.getMessage());
        }
    }

    private void requireReference() {
        boolean development = settings.find(DeclarationLoader.DEVELOPMENT)
                .map(Boolean::parseBoolean)
                .orElse(false);
        if (!development
                && settings.outside(PASSWORD).isEmpty()
                && settings.inFile(PASSWORD)
                        .filter(text -> !text.isEmpty() && !References.isPure(text))
                        .isPresent()) {
            throw wrong(
                    PASSWORD,
                    "is a secret and must not stand in the file. Write a reference without a default, such as"
                            + " ${STORE_PASSWORD}, or set " + DeclarationLoader.DEVELOPMENT
                            + "=true while developing.");
        }
    }

    private Optional<String> value(String name) {
        return settings.find(name).map(text -> {
            try {
                return references.resolve(text.trim());
            } catch (IllegalArgumentException e) {
                throw wrong(name, "cannot be used: " + e.getMessage());
            }
        });
    }

    private static WorkspaceException wrong(String name, String problem) {
        return new WorkspaceException("application.properties: " + name + " " + problem);
    }
}
