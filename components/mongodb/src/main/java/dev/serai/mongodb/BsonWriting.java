/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mongodb;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonInvalidOperationException;
import org.bson.BsonJavaScriptWithScope;
import org.bson.BsonNull;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.json.JsonParseException;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;

/**
 * Makes what MongoDB stores of values of Java. A map whose names begin with {@code $} is what Extended JSON says it is,
 * such as {@code {$oid: …}}; anything else of that kind would be an operator, which is no value, and is refused.
 */
final class BsonWriting {

    /** MongoDB takes documents of 100 levels. */
    private static final int DEEPEST = 100;

    private static final Set<String> EXTENDED_JSON = Set.of(
            "$oid",
            "$numberInt",
            "$numberLong",
            "$numberDouble",
            "$numberDecimal",
            "$date",
            "$binary",
            "$uuid",
            "$regularExpression",
            "$timestamp",
            "$minKey",
            "$maxKey",
            "$undefined",
            "$symbol",
            "$code",
            "$scope",
            "$dbPointer");

    private final Caller caller;
    private final boolean operators;
    private final UnaryOperator<Object> replacement;

    private BsonWriting(Caller caller, boolean operators, UnaryOperator<Object> replacement) {
        this.caller = caller;
        this.operators = operators;
        this.replacement = replacement;
    }

    /** Writes values, which hold no operator. */
    static BsonWriting values(Caller caller) {
        return new BsonWriting(caller, false, text -> text);
    }

    /**
     * Writes what is said in MongoDB's own language, with operators.
     *
     * @param replacement gives the value that stands for a text; a text itself where it stands for nothing else
     */
    static BsonWriting operators(Caller caller, UnaryOperator<Object> replacement) {
        return new BsonWriting(caller, true, replacement);
    }

    /** @throws ConnectorException when it is no document, or holds what cannot be stored */
    BsonDocument document(Object value) {
        Object written = value instanceof Map<?, ?> map ? map(map, 0) : null;
        if (written instanceof BsonDocument document) {
            return document;
        }
        throw refused("Expected a document, which is a map from field to value, but it is "
                + (value == null ? "nothing" : "a " + value.getClass().getSimpleName()) + ".");
    }

    /** @throws ConnectorException when it, or something in it, cannot be stored */
    BsonValue value(Object value) {
        return value(value, 0);
    }

    private BsonValue value(Object value, int depth) {
        if (depth > DEEPEST) {
            throw tooDeep();
        }
        if (value == null) {
            return BsonNull.VALUE;
        }
        if (value instanceof Map<?, ?> map) {
            return map(map, depth);
        }
        if (value instanceof Iterable<?> items) {
            List<BsonValue> list = new ArrayList<>();
            items.forEach(item -> list.add(value(item, depth + 1)));
            return new BsonArray(list);
        }
        if (value instanceof CharSequence || value instanceof Character || value instanceof Enum) {
            return text(value.toString());
        }
        if (value instanceof BsonString string) {
            return text(string.getValue());
        }
        return value instanceof Number number ? number(number) : scalar(value);
    }

    private BsonValue text(String text) {
        Object replaced = replacement.apply(text);
        return replaced instanceof BsonValue value ? value : new BsonString(text);
    }

    private BsonValue number(Number number) {
        if (number instanceof Integer || number instanceof Short || number instanceof Byte) {
            return new BsonInt32(number.intValue());
        }
        if (number instanceof Long whole) {
            return new BsonInt64(whole);
        }
        if (number instanceof Double || number instanceof Float) {
            return new BsonDouble(number.doubleValue());
        }
        if (number instanceof BigDecimal decimal) {
            return decimal(decimal);
        }
        if (number instanceof BigInteger whole) {
            return whole.bitLength() < Long.SIZE ? new BsonInt64(whole.longValue()) : decimal(new BigDecimal(whole));
        }
        throw unknown(number);
    }

    private BsonValue decimal(BigDecimal decimal) {
        try {
            return new BsonDecimal128(new Decimal128(decimal));
        } catch (NumberFormatException e) {
            throw refused(
                    "The number " + decimal + " has more than the 34 digits, or the exponent, that MongoDB takes.");
        }
    }

    // Messages hold old dates, too.
    @SuppressWarnings("JavaUtilDate")
    private BsonValue scalar(Object value) {
        if (value instanceof Boolean truth) {
            return BsonBoolean.valueOf(truth);
        }
        if (value instanceof Instant instant) {
            return date(instant);
        }
        if (value instanceof Date date) {
            return new BsonDateTime(date.getTime());
        }
        if (value instanceof UUID uuid) {
            return new BsonBinary(uuid);
        }
        if (value instanceof byte[] bytes) {
            return new BsonBinary(bytes);
        }
        if (value instanceof ObjectId id) {
            return new BsonObjectId(id);
        }
        if (value instanceof BsonValue written) {
            return written;
        }
        throw unknown(value);
    }

    private BsonValue date(Instant instant) {
        try {
            return new BsonDateTime(instant.toEpochMilli());
        } catch (ArithmeticException e) {
            throw refused("The time " + instant + " lies too far away for MongoDB, which counts milliseconds.");
        }
    }

    private BsonValue map(Map<?, ?> map, int depth) {
        boolean special =
                map.keySet().stream().anyMatch(name -> String.valueOf(name).startsWith("$"));
        if (!special) {
            return fields(map, depth);
        }
        if (map.size() == 1 && map.get("$oid") instanceof String hex && ObjectId.isValid(hex)) {
            return new BsonObjectId(new ObjectId(hex));
        }
        if (map.size() == 2
                && map.get("$code") instanceof String code
                && map.get("$scope") instanceof Map<?, ?> scope) {
            return new BsonJavaScriptWithScope(code, fields(scope, depth + 1));
        }
        if (map.keySet().stream().anyMatch(EXTENDED_JSON::contains)) {
            return extended(map, depth);
        }
        if (operators || isReference(map)) {
            return fields(map, depth);
        }
        throw refused(
                "The map with " + names(map) + " is no value: names with '$' in front belong to operators. Write"
                        + " the value itself, or one of Extended JSON such as {$oid: …}, or use an input that takes operators.");
    }

    private BsonDocument fields(Map<?, ?> map, int depth) {
        if (depth > DEEPEST) {
            throw tooDeep();
        }
        BsonDocument document = new BsonDocument();
        map.forEach((name, value) -> {
            String field = String.valueOf(name);
            if (field.indexOf('\0') >= 0) {
                throw refused("A field's name holds the character 0, which MongoDB cannot store.");
            }
            document.append(field, value(value, depth + 1));
        });
        return document;
    }

    /** What Extended JSON means by a map, by the driver's own reader. */
    private BsonValue extended(Map<?, ?> map, int depth) {
        try {
            BsonDocument literal = new BsonWriting(caller, true, text -> text).fields(map, depth);
            BsonValue read =
                    BsonDocument.parse("{\"v\": " + literal.toJson() + "}").get("v");
            if (read.getBsonType() != BsonType.DOCUMENT) {
                return read;
            }
        } catch (JsonParseException | BsonInvalidOperationException | IllegalArgumentException e) {
            throw unreadable(map, e);
        }
        throw unreadable(map, null);
    }

    private ConnectorException unreadable(Map<?, ?> map, RuntimeException cause) {
        return caller.failure(
                        MongoDbErrors.VALUE_REFUSED,
                        "The map with " + names(map) + " is not written as Extended JSON has it, such as {$oid:"
                                + " 64b8f0c2a1d3e4f5a6b7c8d9}, {$numberLong: \"5\"} or {$date: 2026-11-01T00:00:00Z}.")
                .neverSent()
                .cause(cause)
                .build();
    }

    /** A DBRef, which is stored as a document of these fields. */
    private static boolean isReference(Map<?, ?> map) {
        return map.get("$ref") instanceof String
                && map.containsKey("$id")
                && map.keySet().stream()
                        .map(String::valueOf)
                        .filter(name -> name.startsWith("$"))
                        .allMatch(name -> name.equals("$ref") || name.equals("$id") || name.equals("$db"));
    }

    private static String names(Map<?, ?> map) {
        return map.keySet().stream()
                .map(String::valueOf)
                .filter(name -> name.startsWith("$"))
                .map(name -> "'" + name + "'")
                .toList()
                .toString();
    }

    private ConnectorException tooDeep() {
        return refused("A document has more than " + DEEPEST + " levels.");
    }

    private ConnectorException unknown(Object value) {
        return refused("A value of the class " + value.getClass().getName()
                + " cannot be stored. Expected text, a number, a boolean, an Instant, a UUID, bytes, a list or a map.");
    }

    private ConnectorException refused(String sentence) {
        return caller.failure(MongoDbErrors.VALUE_REFUSED, sentence).neverSent().build();
    }
}
