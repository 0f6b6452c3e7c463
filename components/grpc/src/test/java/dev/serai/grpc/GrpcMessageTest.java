/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.util.JsonFormat;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Maps become messages, and messages maps, without loss. */
class GrpcMessageTest {

    private static final KnownTypes TYPES = KnownTypes.of(List.of(Inventory.FILE));
    private static final MessageWriting WRITING = new MessageWriting(TYPES);
    private static final MessageReading READING = new MessageReading(TYPES);

    private static DynamicMessage write(Object value) {
        return WRITING.message(Inventory.EVERYTHING, value);
    }

    private static Object there(String field, Object value) {
        return READING.message(write(Collections.singletonMap(field, value))).get(field);
    }

    static List<Object[]> values() {
        return List.of(
                new Object[] {"aDouble", 1.5},
                new Object[] {"aDouble", Double.NaN},
                new Object[] {"aDouble", Double.NEGATIVE_INFINITY},
                new Object[] {"aFloat", 0.1f},
                new Object[] {"aInt32", Integer.MIN_VALUE},
                new Object[] {"aInt64", Long.MAX_VALUE},
                new Object[] {"aUint32", 4294967295L},
                new Object[] {"aUint64", Long.MAX_VALUE},
                new Object[] {"aUint64", new BigInteger("18446744073709551615")},
                new Object[] {"aSint32", -7},
                new Object[] {"aSint64", Long.MIN_VALUE},
                new Object[] {"aFixed32", 4294967295L},
                new Object[] {"aFixed64", new BigInteger("9223372036854775808")},
                new Object[] {"aSfixed32", -1},
                new Object[] {"aSfixed64", -1L},
                new Object[] {"aBool", true},
                new Object[] {"aString", "ü€😀\u0000"},
                new Object[] {"colour", "GREEN"},
                new Object[] {"colour", 77},
                new Object[] {"numbers", List.of(1, 2, 3)},
                new Object[] {"stock", Map.of("north", 3, "", 0)},
                new Object[] {"maybe", 0},
                new Object[] {"textChoice", ""},
                new Object[] {"time", "2026-11-01T12:00:00.123456789Z"},
                new Object[] {"time", "0001-01-01T00:00:00Z"},
                new Object[] {"wait", "1.500s"},
                new Object[] {"wait", "-0.000000001s"},
                new Object[] {"mask", "sku,item.note"},
                new Object[] {"tree", Map.of("a", 1.0, "b", List.of(true, "x"), "c", Map.of("d", "e"))},
                new Object[] {"json", "text"},
                new Object[] {"json", List.of(1.0, Map.of())},
                new Object[] {"list", Arrays.asList("a", null, false)},
                new Object[] {"wrappedText", ""},
                new Object[] {"wrappedLong", 0L},
                new Object[] {"nothing", Map.of()},
                new Object[] {"anything", Map.of("@type", "type.googleapis.com/google.protobuf.Duration", "value", "3s")
                },
                new Object[] {"anything", Map.of()});
    }

    @ParameterizedTest
    @MethodSource("values")
    void whatGoesThereComesBackAsItWas(String field, Object value) {
        Object back = there(field, value);
        assertThat(back).isEqualTo(value);
        assertThat(there(field, back)).isEqualTo(value);
    }

    @Test
    void bytesStayBytes() {
        assertThat((byte[]) there("aBytes", new byte[] {0, -1, 7})).containsExactly(0, -1, 7);
        assertThat((byte[]) there("aBytes", "AP8H")).containsExactly(0, -1, 7);
        assertThat((byte[]) there("aBytes", "_-8=")).containsExactly(-1, -17);
        assertThat((byte[]) there("wrappedBytes", new byte[] {1})).containsExactly(1);
    }

    @Test
    void aMessageIsTheSameAsByProtobufsOwnMapping() throws Exception {
        String json =
                "{\"aInt64\":\"-5\",\"aBytes\":\"AQI=\",\"colour\":\"RED\",\"item\":{\"sku\":\"A\"},\"items\":[{\"quantity\":2},{}],"
                        + "\"stock\":{\"n\":1},\"byNumber\":{\"-9\":{\"note\":\"x\"}},\"time\":\"2026-01-02T03:04:05Z\",\"self\":{\"aString\":\"in\"},"
                        + "\"json\":null,\"numberChoice\":4}";
        DynamicMessage.Builder theirs = DynamicMessage.newBuilder(Inventory.EVERYTHING);
        JsonFormat.parser().merge(json, theirs);
        Map<String, Object> map = READING.message(theirs.build());
        assertThat(map).containsEntry("aInt64", -5L).containsEntry("json", null);
        assertThat(map.get("byNumber")).asString().contains("-9");
        assertThat(write(map)).isEqualTo(theirs.build());
    }

    @Test
    void whatCannotBeToldFromItsDefaultHasIt() {
        Map<String, Object> empty = READING.message(write(Map.of()));
        assertThat(empty)
                .containsEntry("aInt32", 0)
                .containsEntry("aString", "")
                .containsEntry("colour", "UNKNOWN_COLOUR")
                .containsEntry("numbers", List.of())
                .containsEntry("stock", Map.of())
                .doesNotContainKeys("maybe", "item", "textChoice", "numberChoice", "time", "json");
        assertThat(write(empty)).isEqualTo(DynamicMessage.getDefaultInstance(Inventory.EVERYTHING));
    }

    @Test
    void bothSpellingsOfAFieldAreKnown() {
        assertThat(write(Map.of("a_int32", 5))).isEqualTo(write(Map.of("aInt32", 5)));
    }

    @Test
    void javasOwnTimes() {
        assertThat(there("time", Instant.parse("2026-11-01T12:00:00Z"))).isEqualTo("2026-11-01T12:00:00Z");
        assertThat(there("wait", Duration.ofMillis(-1500))).isEqualTo("-1.500s");
    }

    @Test
    void textIsTakenForANumberBecauseHeadersAreText() {
        assertThat(there("aInt32", " 12 ")).isEqualTo(12);
        assertThat(there("aInt64", new BigDecimal("3.0"))).isEqualTo(3L);
        assertThat(there("aBool", "true")).isEqualTo(true);
        assertThat(there("aDouble", "1e3")).isEqualTo(1000.0);
    }

    @Test
    void nullIsNothingButAValueOfJson() {
        Map<String, Object> nulls = new LinkedHashMap<>();
        nulls.put("aString", null);
        nulls.put("item", null);
        assertThat(write(nulls)).isEqualTo(DynamicMessage.getDefaultInstance(Inventory.EVERYTHING));
        assertThat(READING.message(write(Collections.singletonMap("json", null))))
                .containsEntry("json", null);
    }

    @Test
    void anAnyOfAKnownMessageIsItsFields() {
        Map<String, Object> item = Map.of("@type", "type.googleapis.com/shop.Item", "sku", "A-7");
        Map<?, ?> back = (Map<?, ?>) there("anything", item);
        assertThat(back.get("@type")).isEqualTo("type.googleapis.com/shop.Item");
        assertThat(back.get("sku")).isEqualTo("A-7");
        assertThat(back.get("quantity")).isEqualTo(0);
    }

    @Test
    void anAnyOfAnUnknownMessageStaysBytes() throws Exception {
        DynamicMessage message = DynamicMessage.newBuilder(Inventory.EVERYTHING)
                .setField(
                        Inventory.EVERYTHING.findFieldByName("anything"),
                        Any.newBuilder()
                                .setTypeUrl("type.googleapis.com/far.Away")
                                .setValue(ByteString.copyFrom(new byte[] {8, 1}))
                                .build())
                .build();
        Map<String, Object> map = READING.message(message);
        assertThat((byte[]) ((Map<?, ?>) map.get("anything")).get("value")).containsExactly(8, 1);
        assertThat(write(map).toByteString()).isEqualTo(message.toByteString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "aInt32 | 2147483648 | Expected a whole number from -2147483648 to 2147483647",
                "aInt32 | 1.5 | Expected a whole number",
                "aInt32 | 1e999999999 | Expected a whole number",
                "aInt32 | one | Expected a whole number from -2147483648 to 2147483647, not text that is none.",
                "aUint32 | -1 | Expected a whole number from 0 to 4294967295",
                "aUint64 | 18446744073709551616 | Expected a whole number from 0 to 18446744073709551615",
                "aFloat | 1e39 | Expected a number of single precision",
                "aDouble | x | Expected a number",
                "aBool | yes | Expected true or false, not other text.",
                "aBytes | *** | Expected bytes, or text in Base64",
                "colour | GREN | The enumeration shop.Colour has no 'GREN'. Did you mean 'GREEN'?",
                "item | A | Expected a map of the fields of shop.Item, not text.",
                "items | A | Expected a list, not text.",
                "stock | A | Expected a map, not text.",
                "time | yesterday | Expected a time such as 2026-11-01T12:00:00Z",
                "wait | 5 | Expected a duration in seconds, such as 1.5s",
                "tree | A | Expected a map, not text.",
                "anything | A | Expected a map with '@type'",
                "wrappedLong | -1 | Expected a whole number from 0",
            })
    void whatDoesNotFitIsRefusedWithItsPlace(String field, String value, String expected) {
        assertThatThrownBy(() -> write(Map.of("self", Map.of(field, value))))
                .isInstanceOfSatisfying(Mismatch.class, mismatch -> assertThat(mismatch.sentence())
                        .startsWith("At 'self." + field + "': ")
                        .contains(expected));
    }

    @Test
    void thePathLeadsToTheField() {
        assertRefused(Map.of("items", List.of(Map.of(), Map.of("quantity", "x"))), "At 'items[1].quantity': ");
        assertRefused(Map.of("stock", Map.of("north", "x")), "At 'stock.north': ");
        assertRefused(Map.of("byNumber", Map.of("x", Map.of())), "At 'byNumber.x': Expected a whole number");
        assertRefused(Map.of("numbers", Arrays.asList(1, null)), "At 'numbers[1]': Expected a value, not nothing.");
        assertRefused(
                Map.of("tree", Map.of("a", List.of(1, 9007199254740993L))), "At 'tree.a[1]': Expected a number that");
        assertRefused(Map.of("aString", 5), "At 'aString': Expected text, not a number.");
    }

    @Test
    void anUnknownFieldIsRefusedWithASuggestion() {
        assertRefused(Map.of("aStrin", "x"), "has no field 'aStrin'. Did you mean 'aString'?");
        assertRefused(Map.of("item", Map.of("quantty", 1)), "At 'item': The message shop.Item has no field 'quantty'.");
        assertRefused(
                Map.of("anything", Map.of("@type", "shop.Item", "skuu", "x")), "At 'anything': The message shop.Item");
        assertRefused(Map.of("anything", Map.of("@type", "far.Away", "x", 1)), "is not among the descriptors");
    }

    @Test
    void fieldsThatExcludeEachOtherAreRefused() {
        Map<String, Object> both = new LinkedHashMap<>();
        both.put("textChoice", "a");
        both.put("numberChoice", 1);
        assertRefused(both, "'textChoice' and 'numberChoice' exclude each other (oneof choice).");
        Map<String, Object> twice = new LinkedHashMap<>();
        twice.put("aInt32", 1);
        twice.put("a_int32", 2);
        assertRefused(twice, "'aInt32' and 'a_int32' name the same field.");
    }

    private static void assertRefused(Map<String, ?> value, String expected) {
        assertThatThrownBy(() -> write(value))
                .isInstanceOfSatisfying(Mismatch.class, mismatch -> assertThat(mismatch.sentence())
                        .contains(expected));
    }
}
