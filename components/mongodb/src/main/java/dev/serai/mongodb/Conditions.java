/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mongodb;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.Filter;
import dev.serai.connector.Sort;
import java.util.List;
import java.util.regex.Pattern;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonType;
import org.bson.BsonValue;

/** Says the contract's conditions and orders in MongoDB's language. What a condition compares with is only ever a value. */
final class Conditions {

    /** What means something in an expression of the server's language, PCRE. */
    private static final Pattern ESCAPED = Pattern.compile("[\\\\^$.|?*+()\\[\\]{}/#-]");

    private Conditions() {}

    /** @throws ConnectorException when a field or value cannot be used */
    static BsonDocument of(List<Filter> filters, Caller caller) {
        List<BsonDocument> conditions =
                filters.stream().map(filter -> condition(filter, caller)).toList();
        return all(conditions);
    }

    /** A filter that fulfils all of them; the empty one for none. */
    static BsonDocument all(List<BsonDocument> conditions) {
        List<BsonDocument> given =
                conditions.stream().filter(condition -> !condition.isEmpty()).toList();
        return switch (given.size()) {
            case 0 -> new BsonDocument();
            case 1 -> given.get(0);
            default -> new BsonDocument("$and", new BsonArray(given));
        };
    }

    /** @throws ConnectorException when a field cannot be one */
    static BsonDocument order(List<Sort> keys, Caller caller) {
        BsonDocument order = new BsonDocument();
        keys.forEach(key -> order.append(Names.field(key.field(), caller), new BsonInt32(key.descending() ? -1 : 1)));
        return order;
    }

    /** Only these fields, and the key. */
    static BsonDocument projection(List<String> fields, Caller caller) {
        BsonDocument projection = new BsonDocument();
        fields.forEach(field -> projection.append(Names.field(field, caller), new BsonInt32(1)));
        return projection;
    }

    private static BsonDocument condition(Filter filter, Caller caller) {
        String field = Names.field(filter.field(), caller);
        return new BsonDocument(field, comparison(filter, caller));
    }

    private static BsonDocument comparison(Filter filter, Caller caller) {
        return switch (filter.operator()) {
            case EQ -> compared("$eq", filter, caller);
            case NE -> compared("$ne", filter, caller);
            case GT -> compared("$gt", filter, caller);
            case GTE -> compared("$gte", filter, caller);
            case LT -> compared("$lt", filter, caller);
            case LTE -> compared("$lte", filter, caller);
            case IN -> anyOf(filter, caller);
            case LIKE -> like(filter, caller);
        };
    }

    private static BsonDocument compared(String operator, Filter filter, Caller caller) {
        return new BsonDocument(operator, plain(BsonWriting.values(caller).value(filter.value()), filter, caller));
    }

    private static BsonDocument anyOf(Filter filter, Caller caller) {
        if (!(BsonWriting.values(caller).value(filter.value()) instanceof BsonArray values)) {
            throw refused("The comparison 'in' of the field '" + filter.field() + "' takes a list.", caller);
        }
        values.forEach(value -> plain(value, filter, caller));
        return new BsonDocument("$in", values);
    }

    /** The server would take an expression for a search. */
    private static BsonValue plain(BsonValue value, Filter filter, Caller caller) {
        if (value.getBsonType() == BsonType.REGULAR_EXPRESSION) {
            throw refused(
                    "The field '" + filter.field() + "' is compared with a regular expression. Use 'like', or the"
                            + " operation 'find' with a filter of your own.",
                    caller);
        }
        return value;
    }

    private static BsonDocument like(Filter filter, Caller caller) {
        if (!(filter.value() instanceof CharSequence pattern)) {
            throw refused("The comparison 'like' of the field '" + filter.field() + "' takes a text.", caller);
        }
        StringBuilder expression = new StringBuilder("^");
        StringBuilder literal = new StringBuilder();
        pattern.chars().forEach(character -> {
            if (character == '%' || character == '_') {
                quote(literal, expression);
                expression.append(character == '%' ? ".*" : ".");
            } else {
                literal.append((char) character);
            }
        });
        quote(literal, expression);
        return new BsonDocument("$regex", new BsonString(expression.append("$").toString()))
                .append("$options", new BsonString("s"));
    }

    private static void quote(StringBuilder literal, StringBuilder expression) {
        if (!literal.isEmpty()) {
            expression.append(ESCAPED.matcher(literal).replaceAll("\\\\$0"));
            literal.setLength(0);
        }
    }

    private static ConnectorException refused(String sentence, Caller caller) {
        return caller.failure(MongoDbErrors.VALUE_REFUSED, sentence).neverSent().build();
    }
}
