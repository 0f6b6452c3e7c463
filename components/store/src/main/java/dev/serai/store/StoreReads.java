/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.ExecuteListenerProvider;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;

/** Makes reads fail with what people who run the store can do something about. */
final class StoreReads implements ExecuteListener {

    static {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
    }

    private static final long serialVersionUID = 1L;

    private final transient StoreDatabase database;

    private StoreReads(StoreDatabase database) {
        this.database = database;
    }

    /** Reads of a store, on connections of a pool. */
    static DSLContext of(DataSource connections, StoreDatabase database) {
        return DSL.using(new DefaultConfiguration()
                .set(connections)
                .set(database.dialect())
                .set((ExecuteListenerProvider) () -> new StoreReads(database)));
    }

    @Override
    public void exception(ExecuteContext context) {
        Exception cause = context.sqlException() == null ? context.exception() : context.sqlException();
        context.exception(database.readFailed(cause));
    }
}
