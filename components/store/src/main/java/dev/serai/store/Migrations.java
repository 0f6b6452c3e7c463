/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Brings tables up to date, alike on every database. */
final class Migrations {

    private Migrations() {}

    /**
     * @param database where the tables lie
     * @param component names the component's own migration history
     * @param location the folder on the class path that has a folder of its migrations for each kind of database
     * @param kind of database it is
     */
    static void apply(FluentConfiguration database, String component, String location, StoreDatabase kind) {
        try {
            database.table(component + "_schema_history")
                    .locations("classpath:" + location + "/" + kind.migrations())
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .ignoreMigrationPatterns(new String[0])
                    .validateMigrationNaming(true)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw kind.migrationFailed(e)
                    .orElseGet(() -> new StoreException(
                            "The tables of the store " + kind.name() + " do not fit this version of Serai: "
                                    + e.getMessage() + " Run the version that wrote the store, or a newer one.",
                            e));
        }
    }
}
