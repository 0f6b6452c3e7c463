/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mongodb;

import dev.serai.connector.DataOperations;
import dev.serai.connector.Field;
import dev.serai.connector.Operation;
import java.util.List;

/** What a MongoDB connector can do. */
final class MongoDbOperations {

    static final String COLLECTION = "collection";
    static final String FILTER = "filter";
    static final String FILTERS = "filters";
    static final String KEYS = "keys";
    static final String PARAMETERS = "parameters";
    static final String PROJECTION = "projection";
    static final String SORT = "sort";
    static final String SKIP = "skip";
    static final String LIMIT = "limit";
    static final String FETCH_MODE = "fetchMode";
    static final String PIPELINE = "pipeline";
    static final String DOCUMENT = "document";
    static final String DOCUMENTS = "documents";
    static final String ON_CONFLICT = "onConflict";
    static final String VALUES = "values";
    static final String UPDATE = "update";
    static final String MANY = "many";
    static final String OPERATIONS = "operations";
    static final String PARTIAL = "partial";
    static final String ATOMIC = "atomic";
    static final String CURSOR = "cursor";
    static final String BATCH_SIZE = "batchSize";
    static final String FULL_DOCUMENT = "fullDocument";
    static final String AWAIT_TIME = "awaitTime";

    static final String COUNT = "count";
    static final String INSERTED = "insertedCount";
    static final String MATCHED = "matchedCount";
    static final String MODIFIED = "modifiedCount";
    static final String DELETED = "deletedCount";
    static final String UPSERTED = "upsertedCount";

    static final String CHANGES = "changes";

    private static final String HOW_MANY_MATCHED = "How many documents were selected.";
    private static final String HOW_MANY_MODIFIED = "How many documents are now others than before.";
    private static final String HOW_MANY_UPSERTED = "How many documents were not there and were added.";

    static final Operation FIND = selected(Operation.call("find", "Reads documents by a filter in MongoDB's language."))
            .field(Field.optional(
                    PROJECTION,
                    Field.Type.ANY,
                    "What of each document is wanted, in MongoDB's language, as a map or as Extended JSON."))
            .field(Field.optional(
                    SORT, Field.Type.LIST, "The order, most important field first: [status, total desc]."))
            .field(Field.optional(SKIP, Field.Type.INTEGER, "How many documents to leave out.")
                    .between("0", "1000000000"))
            .field(Field.optional(LIMIT, Field.Type.INTEGER, "The most documents wanted.")
                    .between("1", "1000000"))
            .field(Field.optional(
                            FETCH_MODE,
                            Field.Type.STRING,
                            "Whether the first document is wanted, or all, which are then held in memory together.")
                    .oneOf("all", "one")
                    .withDefault("all"))
            .payload(parameters())
            .output("A list of documents; with fetchMode 'one' the first one, or null when there is none.")
            .metadata(COUNT, Field.Type.INTEGER, "How many documents there are.")
            .readOnly()
            .build();

    static final Operation COUNT_OPERATION = selected(Operation.call("count", "Counts documents."))
            .payload(parameters())
            .output(Field.Type.INTEGER, "The number of documents.")
            .readOnly()
            .build();

    static final Operation AGGREGATE = pipeline(Operation.call(
                    "aggregate", "Computes documents by a pipeline. One that writes ($out, $merge) is refused."))
            .output(Field.Type.LIST, "The documents that the last stage gives.")
            .metadata(COUNT, Field.Type.INTEGER, "How many documents there are.")
            .readOnly()
            .build();

    static final Operation AGGREGATE_INTO = pipeline(Operation.call(
                    "aggregateInto",
                    "Computes documents by a pipeline that ends with $out or $merge, which stores them."))
            .output("Null.")
            .build();

    static final Operation INSERT = collection(Operation.call("insert", "Adds one document or many."))
            .payload(Field.required(
                    DOCUMENTS, Field.Type.ANY, "A document, or a list of documents; maps, or text in Extended JSON."))
            .field(Field.optional(
                            ON_CONFLICT,
                            Field.Type.STRING,
                            "What to do with a document whose key is already there: fail at it, with those before it"
                                    + " added, or leave it out.")
                    .oneOf("fail", "ignore")
                    .withDefault("fail"))
            .output("The _id of the document; for a list, a list of them in its order.")
            .metadata(INSERTED, Field.Type.INTEGER, "How many documents were added.")
            .build();

    static final Operation UPDATE_OPERATION = selected(
                    Operation.call("update", "Changes fields of the documents that a condition selects."))
            .field(keys())
            .payload(Field.optional(
                    VALUES,
                    Field.Type.MAP,
                    "A map from field to new value; customer.city is a field inside another. With 'update', values for"
                            + " its :#name."))
            .field(Field.optional(
                    UPDATE,
                    Field.Type.ANY,
                    "Instead of 'values': an update in MongoDB's language, such as {\"$inc\": {\"stock\": -1}}, as a map"
                            + " or as Extended JSON; or a pipeline."))
            .field(many("changed"))
            .output(Field.Type.INTEGER, HOW_MANY_MODIFIED)
            .metadata(MATCHED, Field.Type.INTEGER, HOW_MANY_MATCHED)
            .metadata(MODIFIED, Field.Type.INTEGER, HOW_MANY_MODIFIED)
            .build();

    static final Operation REPLACE = collection(Operation.call("replace", "Puts a document in the place of another."))
            .payload(Field.required(DOCUMENT, Field.Type.ANY, "The whole document; a map, or text in Extended JSON."))
            .field(byKeys("The fields whose values in the document select the one to replace."))
            .output(Field.Type.INTEGER, HOW_MANY_MODIFIED)
            .metadata(MATCHED, Field.Type.INTEGER, HOW_MANY_MATCHED)
            .metadata(MODIFIED, Field.Type.INTEGER, HOW_MANY_MODIFIED)
            .idempotent()
            .build();

    static final Operation UPSERT = collection(Operation.call(
                    "upsert", "Sets the fields of one document or many, and adds those that are not there."))
            .payload(Field.required(
                    DOCUMENTS, Field.Type.ANY, "A document, or a list of documents; maps, or text in Extended JSON."))
            .field(byKeys("The fields whose values in each document say which one it is."))
            .output(Field.Type.INTEGER, HOW_MANY_UPSERTED)
            .metadata(MATCHED, Field.Type.INTEGER, HOW_MANY_MATCHED)
            .metadata(MODIFIED, Field.Type.INTEGER, HOW_MANY_MODIFIED)
            .metadata(UPSERTED, Field.Type.INTEGER, HOW_MANY_UPSERTED)
            .idempotent()
            .build();

    static final Operation DELETE = selected(
                    Operation.call("delete", "Removes the documents that a condition selects."))
            .field(keys())
            .payload(parameters())
            .field(many("removed"))
            .output(Field.Type.INTEGER, "How many documents were removed.")
            .metadata(DELETED, Field.Type.INTEGER, "How many documents were removed.")
            .build();

    static final Operation BULK = collection(
                    Operation.call("bulk", "Makes many changes of one collection in few messages, in their order."))
            .payload(Field.required(
                    OPERATIONS,
                    Field.Type.LIST,
                    "Maps of one entry each: {insert: {document}}, {update: {keys, filters or filter, values or update,"
                            + " many}}, {replace: {keys, document}}, {upsert: {keys, document}}, {delete: {filters or"
                            + " filter, many}}."))
            .field(Field.optional(
                            PARTIAL,
                            Field.Type.BOOLEAN,
                            "Whether changes that are refused are passed over. All others are then made, in any order,"
                                    + " and the result says which were refused and why. Otherwise the first that is"
                                    + " refused ends the call as a failure, with those before it made.")
                    .withDefault("false"))
            .field(Field.optional(
                            ATOMIC,
                            Field.Type.BOOLEAN,
                            "Whether all are made or none, in a transaction, for which the server must be a replica"
                                    + " set.")
                    .withDefault("false"))
            .output(
                    Field.Type.MAP,
                    "A map of insertedCount, matchedCount, modifiedCount, deletedCount, upsertedCount, and errors: a"
                            + " list of maps of index, code and message.")
            .metadata(COUNT, Field.Type.INTEGER, "How many changes were asked for.")
            .build();

    static final Operation FETCH = DataOperations.fetch("The collection.").build();

    static final Operation STREAM = DataOperations.stream("The collection.")
            .field(Field.optional(
                            CURSOR,
                            Field.Type.STRING,
                            "The field in whose order documents are read, the key beside it. Documents that come later"
                                    + " with a lower value are not seen. It holds no lists.")
                    .withDefault(Names.ID))
            .field(Field.optional(
                    FILTERS,
                    Field.Type.MAP,
                    "Conditions that must all hold: {status: open, total: {gte: 100}}. Comparisons are eq, ne, gt,"
                            + " gte, lt, lte, in and like."))
            .field(Field.optional("fields", Field.Type.LIST, "The only fields that are wanted."))
            .field(Field.optional(BATCH_SIZE, Field.Type.INTEGER, "How many documents are held in memory at most.")
                    .between("1", "100000")
                    .withDefault("1000"))
            .build();

    static final Operation CHANGES_OPERATION = DataOperations.reading(
                    CHANGES,
                    "Reads the changes of a collection, by the change stream of a replica set, and goes on where it"
                            + " stopped.",
                    "The collection.")
            .field(Field.optional(
                            FULL_DOCUMENT,
                            Field.Type.STRING,
                            "Whether a message for an update has the whole document as it is then, too.")
                    .oneOf("default", "updateLookup")
                    .withDefault("updateLookup"))
            .field(Field.optional(AWAIT_TIME, Field.Type.DURATION, "How long a poll waits for a change.")
                    .between("10ms", "60s")
                    .withDefault("1s"))
            .build();

    /** All of them, as the page lists them. */
    static final List<Operation> ALL = List.of(
            FETCH,
            FIND,
            COUNT_OPERATION,
            AGGREGATE,
            AGGREGATE_INTO,
            INSERT,
            UPDATE_OPERATION,
            REPLACE,
            UPSERT,
            DELETE,
            BULK,
            STREAM,
            CHANGES_OPERATION);

    private MongoDbOperations() {}

    private static Operation.Builder collection(Operation.Builder operation) {
        return operation
                .field(Field.required(COLLECTION, Field.Type.STRING, "The collection."))
                .resource(COLLECTION);
    }

    private static Operation.Builder selected(Operation.Builder operation) {
        return collection(operation)
                .field(Field.optional(
                        FILTERS,
                        Field.Type.MAP,
                        "Conditions that must all hold: {status: open, total: {gte: 100}}. Comparisons are eq, ne, gt,"
                                + " gte, lt, lte, in and like."))
                .field(Field.optional(
                        FILTER,
                        Field.Type.ANY,
                        "Instead of 'filters': a filter in MongoDB's language, as a map or as Extended JSON, with"
                                + " :#name for values."));
    }

    private static Operation.Builder pipeline(Operation.Builder operation) {
        return collection(operation)
                .field(Field.required(
                        PIPELINE,
                        Field.Type.ANY,
                        "The stages in MongoDB's language, as a list of maps or as Extended JSON, with :#name for"
                                + " values."))
                .payload(parameters());
    }

    private static Field parameters() {
        return Field.optional(
                PARAMETERS,
                Field.Type.ANY,
                "A map of values for :#name. A name that it lacks is looked for in the headers and variables.");
    }

    private static Field keys() {
        return Field.optional(
                KEYS,
                Field.Type.LIST,
                "Instead of 'filters': the fields that select the documents. Their values come from the body, headers"
                        + " or variables of the same names.");
    }

    private static Field byKeys(String description) {
        return Field.optional(KEYS, Field.Type.LIST, description).withDefault(Names.ID);
    }

    private static Field many(String done) {
        return Field.optional(
                        MANY, Field.Type.BOOLEAN, "Whether all that are selected are " + done + ", or only the first.")
                .withDefault("true");
    }
}
