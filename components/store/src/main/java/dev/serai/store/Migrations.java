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
     * @param location the folder of its Flyway migrations on the class path
     * @param store how messages name the store
     */
    static void apply(FluentConfiguration database, String component, String location, String store) {
        try {
            database.table(component + "_schema_history")
                    .locations("classpath:" + location)
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .ignoreMigrationPatterns(new String[0])
                    .validateMigrationNaming(true)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new StoreException(
                    "The tables of the store " + store + " do not fit this version of Serai: " + e.getMessage()
                            + " Run the version that wrote the store, or a newer one.",
                    e);
        }
    }
}
