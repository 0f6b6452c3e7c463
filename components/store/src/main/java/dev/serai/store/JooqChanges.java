/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import java.util.Optional;
import org.jooq.DSLContext;

/** Changes by jOOQ, within a transaction of its own. */
record JooqChanges(DSLContext sql) implements StoreChanges {

    @Override
    public int update(String statement, Object... parameters) {
        return sql.execute(statement, parameters);
    }

    @Override
    public Optional<Long> updateReturning(String statement, Object... parameters) {
        return sql.fetchOptional(statement, parameters).map(row -> row.get(0, Long.class));
    }
}
