/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

/**
 * How a store on PostgreSQL is reached.
 *
 * @param url of the database, {@code jdbc:postgresql://host/database}
 * @param username may create a schema, or owns the schema {@code serai}
 * @param password empty when none is needed
 */
public record PostgresSettings(String url, String username, String password) {

    @Override
    public String toString() {
        return "PostgresSettings[url=" + url + ", username=" + username + "]";
    }
}
