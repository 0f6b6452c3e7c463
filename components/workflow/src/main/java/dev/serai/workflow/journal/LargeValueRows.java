/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

import dev.serai.store.Store;
import dev.serai.store.WriteSession;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import org.jooq.DSLContext;
import org.jooq.Record;

/** Values that are too large for the rows that mention them. */
public final class LargeValueRows {

    private final Store store;

    LargeValueRows(Store store) {
        this.store = store;
    }

    /** @param rows see {@link #row} */
    static void insert(WriteSession session, List<Object[]> rows) throws SQLException {
        session.updateAll(
                "INSERT INTO large_value (execution_id, hash, content) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", rows);
    }

    static Object[] row(String executionId, LargeValue value) {
        return new Object[] {executionId, LargeValue.key(value.reference()), value.compressed()};
    }

    /** The bytes themselves, whether a row held them or a reference to them. */
    public byte[] content(String executionId, byte[] held) {
        return LargeValue.isReference(held) ? content(store.read(), executionId, held) : held;
    }

    /** Like {@link #content(String, byte[])}, on a connection of the caller's. */
    public static byte[] content(DSLContext sql, String executionId, byte[] held) {
        if (!LargeValue.isReference(held)) {
            return held;
        }
        Record row = sql.fetchOne(
                "SELECT content FROM large_value WHERE execution_id = ? AND hash = ?",
                executionId,
                LargeValue.key(held));
        return LargeValue.decompress(row.get("content", byte[].class));
    }

    /** How many bytes a row does not hold itself; empty when it holds them. */
    public static OptionalLong sizeElsewhere(byte[] held) {
        return LargeValue.isReference(held) ? OptionalLong.of(LargeValue.size(held)) : OptionalLong.empty();
    }
}
