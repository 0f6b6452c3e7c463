/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mongodb;

import dev.serai.connector.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonNull;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.json.JsonParseException;

/**
 * The order of documents by one field, rising, with their key beside it, so that each has its place and reading can go on
 * after any of them.
 *
 * @param field a field, or one inside others
 */
record KeyOrder(String field) {

    /**
     * As MongoDB sorts values of different types; those of one set are compared with each other. Lists are not among them,
     * because one has several places, and neither are the types that MongoDB has given up (symbol, JavaScript …).
     */
    private static final List<Set<BsonType>> TYPES = List.of(
            Set.of(BsonType.MIN_KEY),
            Set.of(BsonType.NULL),
            Set.of(BsonType.DOUBLE, BsonType.INT32, BsonType.INT64, BsonType.DECIMAL128),
            Set.of(BsonType.STRING),
            Set.of(BsonType.DOCUMENT),
            Set.of(BsonType.BINARY),
            Set.of(BsonType.OBJECT_ID),
            Set.of(BsonType.BOOLEAN),
            Set.of(BsonType.DATE_TIME),
            Set.of(BsonType.TIMESTAMP),
            Set.of(BsonType.REGULAR_EXPRESSION),
            Set.of(BsonType.MAX_KEY));

    private static final String VALUE = "value";

    /** The order by the key alone. */
    static KeyOrder byKey() {
        return new KeyOrder(Names.ID);
    }

    BsonDocument sort() {
        BsonDocument sort = new BsonDocument(field, new BsonInt32(1));
        return sort.append(Names.ID, new BsonInt32(1));
    }

    /**
     * Where a document stands, as a text.
     *
     * @throws dev.serai.connector.ConnectorException when what the field holds has no place
     */
    String position(BsonDocument document, Caller caller) {
        BsonDocument position = new BsonDocument();
        BsonValue value = value(document);
        if (TYPES.stream().noneMatch(types -> types.contains(value.getBsonType()))) {
            throw caller.failure(
                            MongoDbErrors.CURSOR_REFUSED,
                            "The field '" + field + "' of the document '" + BsonReading.id(document.get(Names.ID))
                                    + "' is a list or of a type that has no order, so that the document has no place."
                                    + " Read in the order of another field.")
                    .build();
        }
        if (!byKeyAlone()) {
            position.append(VALUE, value);
        }
        return BsonReading.text(position.append(Names.ID, document.get(Names.ID)));
    }

    /**
     * Selects what stands behind a position.
     *
     * @throws dev.serai.connector.ConnectorException when it is none of this order's
     */
    BsonDocument after(String position, Caller caller) {
        BsonDocument place = parsed(position);
        if (place == null || !place.containsKey(Names.ID) || place.containsKey(VALUE) == byKeyAlone()) {
            throw caller.failure(
                            MongoDbErrors.CURSOR_REFUSED,
                            "The cursor or saved position '" + position + "' is none of the order by '" + field
                                    + "'. Begin anew; a saved position is forgotten by 'serai checkpoints reset'.")
                    .neverSent()
                    .build();
        }
        BsonDocument laterKeys = behind(Names.ID, place.get(Names.ID));
        if (byKeyAlone()) {
            return laterKeys;
        }
        BsonValue value = place.get(VALUE);
        BsonDocument samePlace =
                Conditions.all(List.of(new BsonDocument(field, new BsonDocument("$eq", value)), laterKeys));
        return or(List.of(behind(field, value), samePlace));
    }

    private boolean byKeyAlone() {
        return field.equals(Names.ID);
    }

    private static BsonDocument parsed(String position) {
        try {
            return BsonDocument.parse(position);
        } catch (JsonParseException e) {
            return null;
        }
    }

    private BsonValue value(BsonDocument document) {
        BsonValue value = document;
        for (String name : field.split("\\.", -1)) {
            // Of a list, the fields of all its items count.
            value = value instanceof BsonDocument inner ? inner.get(name) : value instanceof BsonArray ? value : null;
        }
        return value == null ? BsonNull.VALUE : value;
    }

    /** The server compares values of one kind only, so that those of the kinds behind it are asked for by their types. */
    private static BsonDocument behind(String field, BsonValue value) {
        List<BsonDocument> ways = new ArrayList<>();
        boolean notANumber = value.isDouble() && Double.isNaN(value.asDouble().getValue());
        // Nothing is greater than NaN, though all numbers are sorted behind it.
        ways.add(new BsonDocument(
                field,
                notANumber
                        ? new BsonDocument("$gte", new BsonDouble(Double.NEGATIVE_INFINITY))
                        : new BsonDocument("$gt", value)));
        BsonArray later = new BsonArray();
        boolean reached = false;
        for (Set<BsonType> types : TYPES) {
            if (reached) {
                types.forEach(type -> later.add(new BsonInt32(number(type))));
            }
            reached = reached || types.contains(value.getBsonType());
        }
        if (!later.isEmpty()) {
            ways.add(new BsonDocument(field, new BsonDocument("$type", later)));
        }
        return or(ways);
    }

    /** As {@code $type} counts them; the driver has the smallest one as a byte without its sign. */
    private static int number(BsonType type) {
        return type == BsonType.MIN_KEY ? -1 : type.getValue();
    }

    private static BsonDocument or(List<BsonDocument> ways) {
        return ways.size() == 1 ? ways.get(0) : new BsonDocument("$or", new BsonArray(ways));
    }
}
