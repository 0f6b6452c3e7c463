/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import java.nio.file.Path;

/** The databases on which an operation is held to the same. */
enum SqlKind {
    SQLITE,
    H2,
    POSTGRES,
    MARIADB;

    SqlWorkspace start(Path folder, PostgresDatabase.Url postgres, String more) throws Exception {
        return switch (this) {
            case SQLITE -> SqlWorkspace.start(folder, SqlWorkspace.sqlite(more));
            case H2 -> SqlWorkspace.start(folder, SqlWorkspace.h2(folder, more));
            case POSTGRES -> postgres.start(folder, more);
            case MARIADB -> SqlWorkspace.start(folder, Kind.MARIADB.declaration(folder, more));
        };
    }
}
