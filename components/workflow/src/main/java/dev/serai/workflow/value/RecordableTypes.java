/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.value;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.serializers.ImmutableCollectionsSerializers;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Currency;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The classes of values that can be recorded, each with the number that stands for it in the store. A number, once
 * released, means its class for ever; new classes go to the end.
 */
final class RecordableTypes {

    private RecordableTypes() {}

    @SuppressWarnings("JdkObsolete") // a workflow's message may hold any of these
    static void register(Kryo kryo) {
        // Kryo itself has numbers 0 to 8 for the primitive types and String.
        Class<?>[] plain = {
            byte[].class,
            char[].class,
            short[].class,
            int[].class,
            long[].class,
            float[].class,
            double[].class,
            boolean[].class,
            String[].class,
            Object[].class,
            BigInteger.class,
            BigDecimal.class,
            ArrayList.class,
            LinkedList.class,
            ArrayDeque.class,
            HashMap.class,
            LinkedHashMap.class,
            TreeMap.class,
            ConcurrentHashMap.class,
            HashSet.class,
            LinkedHashSet.class,
            TreeSet.class,
            Date.class,
            java.sql.Date.class,
            java.sql.Time.class,
            java.sql.Timestamp.class,
            Currency.class,
            Locale.class,
            StringBuilder.class,
            Duration.class,
            Instant.class,
            LocalDate.class,
            LocalTime.class,
            LocalDateTime.class,
            ZoneOffset.class,
            OffsetTime.class,
            OffsetDateTime.class,
            ZonedDateTime.class,
            Year.class,
            YearMonth.class,
            MonthDay.class,
            Period.class,
            DayOfWeek.class,
            Month.class,
            Collections.emptyList().getClass(),
            Collections.emptyMap().getClass(),
            Collections.emptySet().getClass(),
            Collections.singletonList(0).getClass(),
            Collections.singletonMap(0, 0).getClass(),
            Collections.singleton(0).getClass(),
            Arrays.asList(0).getClass()
        };
        int number = 10;
        for (Class<?> type : plain) {
            kryo.register(type, number++);
        }
        kryo.register(ZoneId.of("Europe/Paris").getClass(), 80);
        kryo.register(UUID.class, new UuidSerializer(), 81);
        kryo.register(URI.class, new UriSerializer(), 82);
        kryo.register(StreamContent.class, new StreamContentSerializer(), 83);
        // Takes over from its number above, whose form lost the offset where a clock is set back; that can still be
        // read.
        kryo.register(ZonedDateTime.class, new ZonedDateTimeSerializer(), 84);
        // Likewise: its form lost what is less than a millisecond.
        kryo.register(java.sql.Timestamp.class, new TimestampSerializer(), 85);
        // The order of maps in which a name is found however it is written.
        kryo.register(String.CASE_INSENSITIVE_ORDER.getClass(), new CaseInsensitiveOrderSerializer(), 86);
        registerUnmodifiable(kryo);
        registerImmutable(kryo);
    }

    @SuppressWarnings({"unchecked", "JdkObsolete"})
    private static void registerUnmodifiable(Kryo kryo) {
        unmodifiable(
                kryo,
                90,
                Collections.unmodifiableCollection(new ArrayList<>()),
                ArrayList::new,
                value -> Collections.unmodifiableCollection((Collection<Object>) value));
        unmodifiable(
                kryo,
                91,
                Collections.unmodifiableList(new ArrayList<>()),
                ArrayList::new,
                value -> Collections.unmodifiableList((List<Object>) value));
        unmodifiable(
                kryo,
                92,
                Collections.unmodifiableList(new LinkedList<>()),
                LinkedList::new,
                value -> Collections.unmodifiableList((List<Object>) value));
        unmodifiable(
                kryo,
                93,
                Collections.unmodifiableSet(new LinkedHashSet<>()),
                LinkedHashSet::new,
                value -> Collections.unmodifiableSet((Set<Object>) value));
        unmodifiable(
                kryo,
                94,
                Collections.unmodifiableMap(new LinkedHashMap<>()),
                LinkedHashMap::new,
                value -> Collections.unmodifiableMap((Map<Object, Object>) value));
        unmodifiable(
                kryo,
                95,
                Collections.unmodifiableSortedMap(new TreeMap<>()),
                TreeMap::new,
                value -> Collections.unmodifiableSortedMap((SortedMap<Object, Object>) value));
    }

    @SuppressWarnings("unchecked")
    private static <T> void unmodifiable(
            Kryo kryo,
            int number,
            T example,
            java.util.function.Function<T, Object> copy,
            java.util.function.Function<Object, T> wrap) {
        kryo.register((Class<T>) example.getClass(), new UnmodifiableSerializer<>(copy, wrap), number);
    }

    /** {@code List.of} and its kin have two or three classes each; the serializers are Kryo's. */
    private static void registerImmutable(Kryo kryo) {
        ImmutableCollectionsSerializers.addDefaultSerializers(kryo);
        kryo.register(List.of(1).getClass(), 100);
        kryo.register(List.of(1, 2, 3).getClass(), 101);
        kryo.register(List.of(1, 2, 3).subList(0, 2).getClass(), 102);
        kryo.register(Set.of(1).getClass(), 103);
        kryo.register(Set.of(1, 2, 3).getClass(), 104);
        kryo.register(Map.of(1, 2).getClass(), 105);
        kryo.register(Map.of(1, 2, 3, 4).getClass(), 106);
    }

    private static final class UuidSerializer extends Serializer<UUID> {
        UuidSerializer() {
            super(false, true);
        }

        @Override
        public void write(Kryo kryo, Output output, UUID value) {
            output.writeLong(value.getMostSignificantBits());
            output.writeLong(value.getLeastSignificantBits());
        }

        @Override
        public UUID read(Kryo kryo, Input input, Class<? extends UUID> type) {
            return new UUID(input.readLong(), input.readLong());
        }
    }

    /** There is one. */
    private static final class CaseInsensitiveOrderSerializer extends Serializer<Comparator<String>> {
        CaseInsensitiveOrderSerializer() {
            super(false, true);
        }

        @Override
        public void write(Kryo kryo, Output output, Comparator<String> value) {
            // Its class says all.
        }

        @Override
        public Comparator<String> read(Kryo kryo, Input input, Class<? extends Comparator<String>> type) {
            return String.CASE_INSENSITIVE_ORDER;
        }
    }

    private static final class UriSerializer extends Serializer<URI> {
        UriSerializer() {
            super(false, true);
        }

        @Override
        public void write(Kryo kryo, Output output, URI value) {
            output.writeString(value.toString());
        }

        @Override
        public URI read(Kryo kryo, Input input, Class<? extends URI> type) {
            return URI.create(input.readString());
        }
    }

    private static final class ZonedDateTimeSerializer extends Serializer<ZonedDateTime> {
        ZonedDateTimeSerializer() {
            super(false, true);
        }

        @Override
        public void write(Kryo kryo, Output output, ZonedDateTime value) {
            kryo.writeObject(output, value.toLocalDateTime());
            kryo.writeObject(output, value.getOffset());
            output.writeString(value.getZone().getId());
        }

        @Override
        public ZonedDateTime read(Kryo kryo, Input input, Class<? extends ZonedDateTime> type) {
            LocalDateTime local = kryo.readObject(input, LocalDateTime.class);
            ZoneOffset offset = kryo.readObject(input, ZoneOffset.class);
            return ZonedDateTime.ofLocal(local, ZoneId.of(input.readString()), offset);
        }
    }

    private static final class TimestampSerializer extends Serializer<java.sql.Timestamp> {
        @Override
        public void write(Kryo kryo, Output output, java.sql.Timestamp value) {
            output.writeLong(value.getTime());
            output.writeInt(value.getNanos());
        }

        @Override
        public java.sql.Timestamp read(Kryo kryo, Input input, Class<? extends java.sql.Timestamp> type) {
            java.sql.Timestamp value = new java.sql.Timestamp(input.readLong());
            value.setNanos(input.readInt());
            return value;
        }
    }

    private static final class StreamContentSerializer extends Serializer<StreamContent> {
        StreamContentSerializer() {
            super(false, true);
        }

        @Override
        public void write(Kryo kryo, Output output, StreamContent value) {
            kryo.writeObject(output, value.bytes());
        }

        @Override
        public StreamContent read(Kryo kryo, Input input, Class<? extends StreamContent> type) {
            return new StreamContent(kryo.readObject(input, byte[].class));
        }
    }
}
