/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mongodb;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bson.BsonBinary;
import org.bson.BsonBinarySubType;
import org.bson.BsonDocument;
import org.bson.BsonJavaScriptWithScope;
import org.bson.BsonRegularExpression;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;
import org.bson.types.Decimal128;

/**
 * Gives what MongoDB holds as values of Java: those for which Java has one type of just that meaning as they are, all
 * others as MongoDB's Extended JSON (version 2, canonical) writes them, a map such as {@code {$oid: …}}. {@link
 * BsonWriting} makes of each just what it was.
 */
final class BsonReading {

    private static final JsonWriterSettings EXACT =
            JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();

    private BsonReading() {}

    static Map<String, Object> document(BsonDocument document) {
        Map<String, Object> map = new LinkedHashMap<>();
        document.forEach((name, value) -> map.put(name, value(value)));
        return map;
    }

    static Object value(BsonValue value) {
        return switch (value.getBsonType()) {
            case DOCUMENT -> document(value.asDocument());
            case ARRAY -> list(value.asArray());
            case STRING -> value.asString().getValue();
            case INT32 -> value.asInt32().getValue();
            case INT64 -> value.asInt64().getValue();
            case DOUBLE -> value.asDouble().getValue();
            case BOOLEAN -> value.asBoolean().getValue();
            case DATE_TIME -> Instant.ofEpochMilli(value.asDateTime().getValue());
            case DECIMAL128 -> decimal(value.asDecimal128().getValue());
            case BINARY -> binary(value.asBinary());
            case NULL -> null;
            case OBJECT_ID -> Map.of("$oid", value.asObjectId().getValue().toHexString());
            case REGULAR_EXPRESSION -> expression(value.asRegularExpression());
            case TIMESTAMP -> timestamp(value.asTimestamp());
            case MIN_KEY -> Map.of("$minKey", 1);
            case MAX_KEY -> Map.of("$maxKey", 1);
            case UNDEFINED -> Map.of("$undefined", true);
            case SYMBOL -> Map.of("$symbol", value.asSymbol().getSymbol());
            case JAVASCRIPT -> Map.of("$code", value.asJavaScript().getCode());
            case JAVASCRIPT_WITH_SCOPE -> script(value.asJavaScriptWithScope());
            case DB_POINTER ->
                Map.of(
                        "$dbPointer",
                        Map.of(
                                "$ref",
                                value.asDBPointer().getNamespace(),
                                "$id",
                                Map.of("$oid", value.asDBPointer().getId().toHexString())));
            case END_OF_DOCUMENT -> throw new IllegalArgumentException("The end of a document is no value.");
        };
    }

    /** A document as a text that {@link BsonDocument#parse} makes the same document of. */
    static String text(BsonDocument document) {
        return document.toJson(EXACT);
    }

    /** A key of a document as a text, for people and for logs. */
    static String id(BsonValue id) {
        return switch (id.getBsonType()) {
            case OBJECT_ID -> id.asObjectId().getValue().toHexString();
            case STRING -> id.asString().getValue();
            case INT32, INT64 -> String.valueOf(id.asNumber().longValue());
            default -> {
                String text = text(new BsonDocument("v", id));
                yield text.substring("{\"v\": ".length(), text.length() - 1);
            }
        };
    }

    private static List<Object> list(List<BsonValue> values) {
        List<Object> list = new ArrayList<>(values.size());
        values.forEach(value -> list.add(value(value)));
        return list;
    }

    private static Object decimal(Decimal128 value) {
        if (value.isFinite()) {
            try {
                return value.bigDecimalValue();
            } catch (ArithmeticException e) {
                // A zero with a minus, which Java does not have.
                return Map.of("$numberDecimal", value.toString());
            }
        }
        return Map.of("$numberDecimal", value.toString());
    }

    private static Object binary(BsonBinary value) {
        if (value.getType() == BsonBinarySubType.BINARY.getValue()) {
            return value.getData();
        }
        if (value.getType() == BsonBinarySubType.UUID_STANDARD.getValue() && value.getData().length == Long.BYTES * 2) {
            return value.asUuid();
        }
        return Map.of(
                "$binary",
                Map.of(
                        "base64",
                        Base64.getEncoder().encodeToString(value.getData()),
                        "subType",
                        String.format(Locale.ROOT, "%02x", value.getType())));
    }

    private static Object expression(BsonRegularExpression value) {
        return Map.of("$regularExpression", Map.of("pattern", value.getPattern(), "options", value.getOptions()));
    }

    private static Object timestamp(BsonTimestamp value) {
        return Map.of(
                "$timestamp",
                Map.of("t", Integer.toUnsignedLong(value.getTime()), "i", Integer.toUnsignedLong(value.getInc())));
    }

    private static Object script(BsonJavaScriptWithScope value) {
        return Map.of("$code", value.getCode(), "$scope", document(value.getScope()));
    }
}
