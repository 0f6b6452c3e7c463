/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import dev.serai.store.PostgresSettings;
import dev.serai.store.SqliteSettings;
import dev.serai.store.StoreSettings;
import dev.serai.testkit.PostgresServer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the stores of tests lie: in the tests' folders, or with {@code -Dserai.test.store=postgresql} in PostgreSQL, for
 * each folder in a database of its own. Thread-safe.
 */
public final class TestStores {

    static final String PROPERTY = "serai.test.store";
    static final String POSTGRESQL = "postgresql";

    /** Databases take room, so the one that was made first goes when there are more; no test lasts while so many come. */
    private static final int MOST_DATABASES = 100;

    private static final Map<Path, PostgresSettings> DATABASES = new LinkedHashMap<>();
    private static String template;

    private TestStores() {}

    /** The store of a folder, always the same one. */
    public static StoreSettings in(Path folder) {
        return isPostgres() ? database(folder.toAbsolutePath().normalize()) : new SqliteSettings(folder);
    }

    /** Takes the store of a folder away that is not needed any more. */
    public static synchronized void drop(Path folder) {
        PostgresSettings known = DATABASES.remove(folder.toAbsolutePath().normalize());
        if (known != null) {
            PostgresServer.shared().drop(known.url());
        }
    }

    static boolean isPostgres() {
        return POSTGRESQL.equals(System.getProperty(PROPERTY));
    }

    private static synchronized PostgresSettings database(Path folder) {
        PostgresSettings known = DATABASES.get(folder);
        if (known == null) {
            known = settings(PostgresServer.shared().copyOf(template()));
            DATABASES.put(folder, known);
            if (DATABASES.size() > MOST_DATABASES) {
                Path first = DATABASES.keySet().iterator().next();
                PostgresServer.shared().drop(DATABASES.remove(first).url());
            }
        }
        return known;
    }

    /** A store without executions: to copy it is faster than to make its tables. */
    private static String template() {
        if (template == null) {
            template = PostgresServer.shared().newDatabase();
            try (var store = settings(template).open(Runnable::run)) {
                store.migrate("workflow", "dev/serai/workflow");
            }
        }
        return template;
    }

    private static PostgresSettings settings(String url) {
        return new PostgresSettings(url, PostgresServer.shared().username(), "");
    }
}
