/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDbPointer;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonJavaScript;
import org.bson.BsonJavaScriptWithScope;
import org.bson.BsonMaxKey;
import org.bson.BsonMinKey;
import org.bson.BsonNull;
import org.bson.BsonObjectId;
import org.bson.BsonRegularExpression;
import org.bson.BsonString;
import org.bson.BsonSymbol;
import org.bson.BsonTimestamp;
import org.bson.BsonUndefined;
import org.bson.BsonValue;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

/** What MongoDB holds comes out as values of Java, and those go in again as just what they were. */
class BsonValuesTest {

    private static final BsonWriting WRITING = BsonWriting.values(new Caller("crm", "insert"));

    @Property(tries = 2000)
    void whatComesOutGoesInAgainAsWhatItWas(@ForAll("documents") BsonDocument document) {
        assertThat(WRITING.document(BsonReading.document(document))).isEqualTo(document);
    }

    @Provide
    Arbitrary<BsonDocument> documents() {
        Arbitrary<BsonValue> values = Arbitraries.lazyOf(
                this::scalar,
                this::scalar,
                this::scalar,
                () -> fields().map(BsonValue.class::cast),
                () -> scalar().list().ofMaxSize(4).map(BsonArray::new));
        return Arbitraries.maps(names(), values).ofMaxSize(6).map(BsonValuesTest::document);
    }

    private Arbitrary<BsonDocument> fields() {
        return Arbitraries.maps(names(), scalar()).ofMaxSize(4).map(BsonValuesTest::document);
    }

    private static BsonDocument document(Map<String, BsonValue> fields) {
        BsonDocument document = new BsonDocument();
        document.putAll(fields);
        return document;
    }

    /** A '$' in front belongs to operators; the character 0 ends a name. */
    private static Arbitrary<String> names() {
        return Arbitraries.strings()
                .ofMaxLength(12)
                .filter(name -> !name.startsWith("$") && name.indexOf('\0') < 0 && isText(name));
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.strings().ofMaxLength(20).filter(BsonValuesTest::isText);
    }

    /** Halves of characters are no text, and cannot be written. */
    private static boolean isText(String text) {
        return text.codePoints()
                .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    private Arbitrary<BsonValue> scalar() {
        Arbitrary<byte[]> bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(20);
        Arbitrary<ObjectId> ids =
                Arbitraries.bytes().array(byte[].class).ofSize(12).map(ObjectId::new);
        List<Supplier<Arbitrary<BsonValue>>> kinds = List.of(
                () -> texts().map(BsonString::new),
                () -> Arbitraries.integers().map(BsonInt32::new),
                () -> Arbitraries.longs().map(BsonInt64::new),
                () -> doubles().map(BsonDouble::new),
                () -> Arbitraries.of(true, false).map(BsonBoolean::valueOf),
                () -> Arbitraries.longs().map(BsonDateTime::new),
                () -> decimals().map(BsonDecimal128::new),
                () -> ids.map(BsonObjectId::new),
                () -> Combinators.combine(Arbitraries.of((byte) 0, (byte) 1, (byte) 5, (byte) 6, (byte) 0x80), bytes)
                        .as(BsonBinary::new),
                () -> Combinators.combine(Arbitraries.longs(), Arbitraries.longs())
                        .as((high, low) -> new BsonBinary(new UUID(high, low))),
                () -> Combinators.combine(
                                texts().filter(text -> text.indexOf('\0') < 0), Arbitraries.of("", "i", "imsx"))
                        .as(BsonRegularExpression::new),
                () -> Combinators.combine(Arbitraries.integers(), Arbitraries.integers())
                        .as(BsonTimestamp::new),
                () -> texts().map(BsonSymbol::new),
                () -> texts().map(BsonJavaScript::new),
                () -> Combinators.combine(texts(), Arbitraries.longs())
                        .as((code, number) ->
                                new BsonJavaScriptWithScope(code, new BsonDocument("n", new BsonInt64(number)))),
                () -> Combinators.combine(texts(), ids).as(BsonDbPointer::new),
                () -> Arbitraries.of(new BsonNull(), new BsonMinKey(), new BsonMaxKey(), new BsonUndefined()));
        return Arbitraries.of(kinds).flatMap(Supplier::get);
    }

    private static Arbitrary<Double> doubles() {
        return Arbitraries.oneOf(
                Arbitraries.doubles(),
                Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, Double.MIN_VALUE));
    }

    private static Arbitrary<Decimal128> decimals() {
        Arbitrary<Decimal128> finite = Combinators.combine(
                        Arbitraries.bigIntegers()
                                .between(
                                        BigInteger.TEN.pow(34).negate().add(BigInteger.ONE),
                                        BigInteger.TEN.pow(34).subtract(BigInteger.ONE)),
                        Arbitraries.integers().between(-6111, 6176))
                .as((digits, scale) -> new Decimal128(new BigDecimal(digits, scale)));
        return Arbitraries.oneOf(
                finite,
                Arbitraries.of(
                        Decimal128.NaN,
                        Decimal128.POSITIVE_INFINITY,
                        Decimal128.NEGATIVE_INFINITY,
                        Decimal128.NEGATIVE_ZERO,
                        Decimal128.parse("0E+3"),
                        Decimal128.parse("1.10")));
    }

    @Test
    void whatJavaHasATypeForComesOutAsThatType() {
        UUID uuid = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");
        BsonDocument document = new BsonDocument("text", new BsonString("a"))
                .append("int", new BsonInt32(1))
                .append("long", new BsonInt64(2))
                .append("double", new BsonDouble(0.5))
                .append("decimal", new BsonDecimal128(Decimal128.parse("1.10")))
                .append("date", new BsonDateTime(5))
                .append("uuid", new BsonBinary(uuid))
                .append("id", new BsonObjectId(new ObjectId("64b8f0c2a1d3e4f5a6b7c8d9")))
                .append("list", new BsonArray(List.of(new BsonNull())));

        assertThat(BsonReading.document(document))
                .containsEntry("text", "a")
                .containsEntry("int", 1)
                .containsEntry("long", 2L)
                .containsEntry("double", 0.5)
                .containsEntry("decimal", new BigDecimal("1.10"))
                .containsEntry("date", Instant.ofEpochMilli(5))
                .containsEntry("uuid", uuid)
                .containsEntry("id", Map.of("$oid", "64b8f0c2a1d3e4f5a6b7c8d9"))
                .containsEntry("list", Arrays.asList((Object) null));
    }

    @Test
    void extendedJsonGoesInInAnyOfItsForms() {
        assertThat(WRITING.value(Map.of("$numberLong", "5"))).isEqualTo(new BsonInt64(5));
        assertThat(WRITING.value(Map.of("$numberInt", "5"))).isEqualTo(new BsonInt32(5));
        assertThat(WRITING.value(Map.of("$numberDouble", "NaN"))).isEqualTo(new BsonDouble(Double.NaN));
        assertThat(WRITING.value(Map.of("$date", "1970-01-01T00:00:00.005Z"))).isEqualTo(new BsonDateTime(5));
        assertThat(WRITING.value(Map.of("$date", Map.of("$numberLong", "5")))).isEqualTo(new BsonDateTime(5));
        assertThat(WRITING.value(Map.of("$uuid", "01890a5d-ac96-774b-bcce-b302099a8057")))
                .isEqualTo(new BsonBinary(UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057")));
    }

    @Test
    void aReferenceToAnotherDocumentIsADocument() {
        Map<String, Object> reference = Map.of("$ref", "customers", "$id", Map.of("$oid", "64b8f0c2a1d3e4f5a6b7c8d9"));

        assertThat(BsonReading.value(WRITING.value(reference))).isEqualTo(reference);
    }

    @Test
    void anOperatorIsNoValue() {
        for (Object hostile : List.of(
                Map.of("$gt", ""),
                Map.of("$ne", 1),
                Map.of("$where", "sleep(1000)"),
                Map.of("user", Map.of("$gt", "")),
                List.of(Map.of("$regex", ".*")),
                Map.of("plain", 1, "$set", 2))) {
            assertRefused(hostile, "is no value");
        }
    }

    @Test
    void whatCannotBeStoredIsRefused() {
        assertRefused(Map.of("$oid", "short"), "not written as Extended JSON");
        assertRefused(Map.of("$date", "yesterday"), "not written as Extended JSON");
        assertRefused(new BigDecimal("1." + "1".repeat(40)), "34 digits");
        assertRefused(new BigInteger("9".repeat(40)), "34 digits");
        assertRefused(Instant.MAX, "too far away");
        assertRefused(new StringBuilder[0], "cannot be stored");
        assertRefused(Map.of("a\0b", 1), "character 0");
        assertThatThrownBy(() -> WRITING.document("text")).hasMessageContaining("Expected a document");
    }

    @Test
    void aDocumentThatHoldsItselfIsRefused() {
        Map<String, Object> endless = new HashMap<>();
        endless.put("again", endless);
        Map<String, Object> scripts = new HashMap<>(Map.of("$code", "x"));
        scripts.put("$scope", scripts);

        assertRefused(endless, "100 levels");
        assertRefused(scripts, "100 levels");
    }

    private static void assertRefused(Object value, String reason) {
        assertThatThrownBy(() -> WRITING.value(value))
                .isInstanceOfSatisfying(ConnectorException.class, failure -> {
                    assertThat(failure.errorCode()).isEqualTo(MongoDbErrors.VALUE_REFUSED);
                    assertThat(failure.neverSent()).isTrue();
                })
                .hasMessageContaining(reason);
    }
}
