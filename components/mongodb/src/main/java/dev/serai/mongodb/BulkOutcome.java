/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mongodb;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What came of many changes, for the message. */
final class BulkOutcome {

    private BulkOutcome() {}

    static Map<String, Object> of(BulkWriteResult result) {
        return counted(result, List.of());
    }

    /** What was done before or beside what was refused, and what that was. */
    static Map<String, Object> of(MongoBulkWriteException failure) {
        return counted(failure.getWriteResult(), failure.getWriteErrors());
    }

    private static Map<String, Object> counted(BulkWriteResult result, List<BulkWriteError> errors) {
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put(MongoDbOperations.INSERTED, (long) result.getInsertedCount());
        counts.put(MongoDbOperations.MATCHED, (long) result.getMatchedCount());
        counts.put(MongoDbOperations.MODIFIED, (long) result.getModifiedCount());
        counts.put(MongoDbOperations.DELETED, (long) result.getDeletedCount());
        counts.put(MongoDbOperations.UPSERTED, (long) result.getUpserts().size());
        counts.put("errors", errors.stream().map(BulkOutcome::error).toList());
        return counts;
    }

    private static Map<String, Object> error(BulkWriteError error) {
        return Map.of("index", (long) error.getIndex(), "code", (long) error.getCode(), "message", error.getMessage());
    }
}
