/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ValueCodecTest {

    private final ValueCodec codec = new ValueCodec();

    @Test
    void aMapThatDoesNotMindCapitalsStaysOne() throws Exception {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Content-Type", "text/plain");

        Map<?, ?> copy = (Map<?, ?>) codec.decode(codec.encode("headers", headers));

        assertThat(copy).isInstanceOf(TreeMap.class).isEqualTo(headers);
        assertThat(copy.get("content-type")).isEqualTo("text/plain");
        assertThat(copy.keySet().iterator().next()).isEqualTo("Content-Type");
    }

    @SuppressWarnings({"JdkObsolete", "JavaUtilDate"}) // messages hold them all the same
    static Stream<Object> values() {
        Map<String, Object> mixed = new LinkedHashMap<>();
        mixed.put("text", "Übergröße 🦆");
        mixed.put("nothing", null);
        mixed.put("list", new ArrayList<>(Arrays.asList(1, 2L, 3.0, 4.0f, (short) 5, (byte) 6, 'c', true, null)));
        mixed.put(
                "inner",
                new TreeMap<>(Map.of("b", new BigDecimal("1.10"), "a", new BigInteger("12345678901234567890"))));
        return Stream.of(
                "",
                "x".repeat(100_000),
                1,
                1L,
                (short) 1,
                (byte) 1,
                1.5,
                1.5f,
                'c',
                true,
                new BigDecimal("0.00"),
                BigInteger.TEN.pow(50),
                mixed,
                new HashMap<>(Map.of("a", 1)),
                new LinkedList<>(List.of(1, 2)),
                new HashSet<>(Set.of("a")),
                new TreeSet<>(Set.of("a")),
                List.of(),
                List.of(1),
                List.of(1, 2),
                List.of(1, 2, 3),
                Set.of(),
                Set.of(1),
                Set.of(1, 2, 3),
                Map.of(),
                Map.of(1, 2),
                Map.of(1, 2, 3, 4),
                Arrays.asList(1, null),
                Collections.emptyList(),
                Collections.emptyMap(),
                Collections.emptySet(),
                Collections.singletonList("x"),
                Collections.singletonMap("x", 1),
                Collections.singleton("x"),
                Collections.unmodifiableList(new ArrayList<>(List.of(1))),
                Collections.unmodifiableList(new LinkedList<>(List.of(1))),
                Collections.unmodifiableMap(new LinkedHashMap<>(Map.of("x", 1))),
                Collections.unmodifiableSet(new HashSet<>(Set.of(1))),
                LocalDate.of(2026, 2, 28),
                LocalTime.of(1, 2, 3, 4),
                LocalDateTime.of(2026, 2, 28, 1, 2),
                Instant.ofEpochSecond(1, 2),
                OffsetDateTime.parse("2026-01-01T00:00:00+02:00"),
                ZonedDateTime.parse("2026-01-01T00:00:00+01:00[Europe/Paris]"),
                ZoneId.of("Europe/Paris"),
                Duration.ofNanos(5),
                Period.ofDays(3),
                Year.of(2026),
                new Date(5),
                new java.sql.Date(5),
                new Timestamp(5),
                Locale.GERMANY,
                UUID.fromString("01234567-89ab-7def-8123-456789abcdef"),
                URI.create("https://example.org/x?y=1"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void comesBackEqualAndOfTheSameClass(Object value) {
        Object back = codec.decode(codec.encode("value", value));
        assertThat(back).isEqualTo(value);
        assertThat(back.getClass()).isEqualTo(value.getClass());
    }

    @Test
    void bytesAndArraysComeBack() {
        assertThat(codec.decode(codec.encode("value", new byte[] {1, 2}))).isEqualTo(new byte[] {1, 2});
        assertThat(codec.decode(codec.encode("value", new int[] {1, 2}))).isEqualTo(new int[] {1, 2});
        assertThat(codec.decode(codec.encode("value", new String[] {"a"}))).isEqualTo(new String[] {"a"});
        Object queue = codec.decode(codec.encode("value", new ArrayDeque<>(List.of(1, 2))));
        assertThat(queue).isInstanceOf(ArrayDeque.class).asString().isEqualTo("[1, 2]");
        assertThat(codec.decode(codec.encode("value", null))).isNull();
    }

    @Test
    void anotherClassIsRefusedWhereverItStands() {
        Map<String, Object> holder = Map.of("deep", List.of(new Secret()));
        assertThatThrownBy(() -> codec.encode("header 'x'", holder))
                .isInstanceOf(UnrecordableValueException.class)
                .hasMessageContaining("The header 'x' is or holds a value that cannot be recorded")
                .hasMessageContaining("Secret");
    }

    @Test
    void aListThatHoldsItselfIsRefused() {
        List<Object> endless = new ArrayList<>();
        endless.add(endless);
        assertThatThrownBy(() -> codec.encode("body", endless)).isInstanceOf(UnrecordableValueException.class);
    }

    /** The numbers of classes are kept in every store, so they must not move. */
    @Test
    void theFormatIsTheOneThatStoresHold() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("u", 1);
        assertThat(java.util.HexFormat.of().formatHex(codec.encode("value", value)))
                .isEqualTo("1c020382750202");
    }

    @Test
    void aPartOfAnImmutableListComesBackAsAnImmutableList() {
        List<Integer> part = List.of(1, 2, 3).subList(0, 2);
        assertThat(codec.decode(codec.encode("value", part))).isEqualTo(part);
    }

    private static final class Secret {}
}
