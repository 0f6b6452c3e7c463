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
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Currency;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

/** Whatever values a message holds: they come back equal and of the same class, and a change of them is seen. */
@SuppressWarnings({"JdkObsolete", "JavaUtilDate"}) // messages hold them all the same
class ValuePropertyTest {

    private static final CamelContext CONTEXT = new DefaultCamelContext();

    private final ValueCodec codec = new ValueCodec();

    @Property(tries = 1_000)
    void aValueComesBackEqualAndOfTheSameClass(@ForAll("values") Object value) {
        assertSame(codec.decode(codec.encode("value", value)), value);
    }

    @Property(tries = 300)
    void aValueThatNobodyTouchesIsUnchanged(@ForAll("values") Object value) {
        Exchange exchange = exchange(value);
        ExchangeSnapshot before = ExchangeSnapshot.take(codec, exchange);
        assertThat(before.changeTo(exchange).bodyChanged()).isFalse();
    }

    @Property(tries = 300)
    void aValueThatIsChangedInPlaceIsSeen(@ForAll("values") Object value, @ForAll("values") Object added) {
        List<Object> list = new ArrayList<>(List.of("first"));
        list.add(value);
        Exchange exchange = exchange(list);
        ExchangeSnapshot before = ExchangeSnapshot.take(codec, exchange);
        list.add(added);
        ExchangeChange change =
                ExchangeChange.decode(codec, before.changeTo(exchange).encode(codec));
        assertThat(change.bodyChanged()).isTrue();
        assertSame(change.body(), list);
    }

    @Example
    void aValueThatIsReplacedByAnEqualOneIsUnchanged() {
        Exchange exchange = exchange(new LinkedHashMap<>(Map.of("list", new ArrayList<>(List.of(1)))));
        ExchangeSnapshot before = ExchangeSnapshot.take(codec, exchange);
        exchange.getMessage().setBody(new LinkedHashMap<>(Map.of("list", new ArrayList<>(List.of(1)))));
        assertThat(before.changeTo(exchange).bodyChanged()).isFalse();
    }

    @Example
    void theSameListTwiceComesBackAsTwoEqualOnes() {
        List<Object> one = new ArrayList<>(List.of(1));
        List<Object> twice = new ArrayList<>(List.of(one, one));
        assertSame(codec.decode(codec.encode("value", twice)), twice);
    }

    @Example
    void deepNestingComesBack() {
        Map<String, Object> deep = new HashMap<>();
        for (int level = 0; level < 200; level++) {
            deep = new HashMap<>(Map.of("level", level, "inner", deep));
        }
        assertSame(codec.decode(codec.encode("value", deep)), deep);
    }

    @Example
    void otherClassesAreRefusedWithTheRemedy() {
        for (Object other : List.of(new Point(1, 2), TimeUnit.DAYS, new Thread(), new Object())) {
            assertThatThrownBy(() -> codec.encode("body", List.of(other)))
                    .isInstanceOf(UnrecordableValueException.class)
                    .hasMessageContaining(other.getClass().getSimpleName())
                    .hasMessageContaining("turn an object into one of these first");
        }
    }

    private static Exchange exchange(Object body) {
        Exchange exchange = new DefaultExchange(CONTEXT);
        exchange.getMessage().setBody(body);
        return exchange;
    }

    @Provide
    Arbitrary<Object> values() {
        return values(3);
    }

    private static Arbitrary<Object> values(int depth) {
        if (depth == 0) {
            return leaves();
        }
        Arbitrary<List<Object>> lists = values(depth - 1).list().ofMaxSize(4);
        Arbitrary<List<Object>> withoutNull = leaves().filter(
                        value -> value != null && !value.getClass().isArray() && !(value instanceof StringBuilder))
                .list()
                .ofMaxSize(4)
                .uniqueElements();
        Arbitrary<Map<String, Object>> maps = Arbitraries.maps(
                        Arbitraries.strings().ofMaxLength(5), values(depth - 1))
                .ofMaxSize(4);
        Arbitrary<Map<String, Integer>> mapsWithoutNull = Arbitraries.maps(
                        Arbitraries.strings().ofMaxLength(5), Arbitraries.integers())
                .ofMaxSize(4);
        Arbitrary<List<String>> texts = Arbitraries.strings().list().ofMaxSize(4);
        return Arbitraries.oneOf(List.of(
                leaves(),
                lists.map(ArrayList::new),
                lists.map(LinkedList::new),
                lists.map(list -> Arrays.asList(list.toArray())),
                lists.map(list -> Collections.unmodifiableList(new ArrayList<>(list))),
                lists.map(list -> Collections.unmodifiableCollection(new ArrayList<>(list))),
                lists.map(List::toArray),
                lists.map(list -> Collections.singletonList(list)),
                withoutNull.map(ArrayDeque::new),
                withoutNull.map(List::copyOf),
                withoutNull.map(Set::copyOf),
                withoutNull.map(HashSet::new),
                withoutNull.map(LinkedHashSet::new),
                withoutNull.map(list -> Collections.unmodifiableSet(new LinkedHashSet<>(list))),
                texts.map(TreeSet::new),
                texts.map(list -> list.toArray(new String[0])),
                maps.map(HashMap::new),
                maps.map(LinkedHashMap::new),
                maps.map(TreeMap::new),
                maps.map(map -> Collections.unmodifiableMap(new LinkedHashMap<>(map))),
                maps.map(map -> Collections.unmodifiableSortedMap(new TreeMap<>(map))),
                maps.map(map -> Collections.singletonMap("key", map)),
                mapsWithoutNull.map(ConcurrentHashMap::new),
                mapsWithoutNull.map(Map::copyOf)));
    }

    private static Arbitrary<Object> leaves() {
        return Arbitraries.oneOf(List.of(
                Arbitraries.of(edges()),
                Arbitraries.strings().map(text -> text),
                Arbitraries.strings().map(StringBuilder::new),
                Arbitraries.integers().map(number -> number),
                Arbitraries.longs().map(number -> number),
                Arbitraries.shorts().map(number -> number),
                Arbitraries.bytes().map(number -> number),
                Arbitraries.doubles().map(number -> number),
                Arbitraries.floats().map(number -> number),
                Arbitraries.chars().map(sign -> sign),
                Arbitraries.bigIntegers().map(number -> number),
                Arbitraries.bigDecimals().map(number -> number),
                Arbitraries.longs().map(Date::new),
                Arbitraries.longs().between(-9_000_000_000L, 9_000_000_000L).map(Instant::ofEpochSecond),
                Arbitraries.integers().map(Period::ofDays),
                Arbitraries.longs().map(Duration::ofNanos),
                Arbitraries.bytes().array(byte[].class),
                Arbitraries.integers().array(int[].class),
                Arbitraries.doubles().array(double[].class)));
    }

    private static List<Object> edges() {
        Timestamp exact = new Timestamp(1);
        exact.setNanos(123_456_789);
        return Arrays.asList(
                null,
                true,
                -0.0,
                0.0,
                Double.NaN,
                Double.NEGATIVE_INFINITY,
                -0.0f,
                Float.NaN,
                Long.MIN_VALUE,
                "\ud83e\udd86",
                "half a pair: \ud83e",
                "",
                new BigDecimal("1.10"),
                new BigDecimal("1E+400"),
                BigInteger.TWO.pow(200).negate(),
                LocalDate.MIN,
                LocalDate.MAX,
                LocalTime.MAX,
                LocalDateTime.MIN,
                LocalDateTime.MAX,
                Instant.MIN,
                Instant.MAX,
                OffsetDateTime.MIN,
                OffsetDateTime.MAX,
                OffsetTime.MIN,
                Duration.ofSeconds(Long.MIN_VALUE),
                Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
                ZonedDateTime.parse("2026-10-25T02:30:00+01:00[Europe/Paris]"),
                ZoneId.of("Europe/Paris"),
                Year.of(Year.MIN_VALUE),
                DayOfWeek.MONDAY,
                new Date(Long.MIN_VALUE),
                exact,
                new java.sql.Date(Long.MAX_VALUE),
                Locale.forLanguageTag("de-CH-1996"),
                Currency.getInstance("EUR"),
                new UUID(Long.MIN_VALUE, -1),
                URI.create("https://example.org/x?y=%20#z"));
    }

    private static void assertSame(Object actual, Object expected) {
        if (expected == null) {
            assertThat(actual).isNull();
            return;
        }
        assertThat(actual.getClass()).isEqualTo(expected.getClass());
        if (expected instanceof Object[] array) {
            assertSameElements(Arrays.asList((Object[]) actual), Arrays.asList(array));
        } else if (expected instanceof Map<?, ?> map) {
            Map<?, ?> found = (Map<?, ?>) actual;
            assertThat(found.keySet()).isEqualTo(map.keySet());
            map.forEach((key, value) -> assertSame(found.get(key), value));
        } else if (expected instanceof Set) {
            assertThat(actual).isEqualTo(expected);
        } else if (expected instanceof Collection<?> collection) {
            assertSameElements((Collection<?>) actual, collection);
        } else if (expected instanceof StringBuilder) {
            assertThat(actual).hasToString(expected.toString());
        } else {
            assertThat(actual).isEqualTo(expected);
        }
    }

    private static void assertSameElements(Collection<?> actual, Collection<?> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        Iterator<?> found = actual.iterator();
        expected.forEach(value -> assertSame(found.next(), value));
    }

    private record Point(int x, int y) {}
}
