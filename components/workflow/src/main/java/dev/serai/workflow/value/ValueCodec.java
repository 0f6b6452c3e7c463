/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.value;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.util.Pool;
import dev.serai.connector.state.ValueEncoding;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Set;
import java.util.UUID;

/**
 * Turns values into bytes and back, equal and of the same class. Only classes of {@link RecordableTypes} are taken, and
 * only they can come back, so bytes from the store never make an object of another class. Thread-safe.
 */
public final class ValueCodec implements ValueEncoding {

    private static final Set<Class<?>> IMMUTABLE = Set.of(
            String.class,
            Integer.class,
            Long.class,
            Double.class,
            Float.class,
            Short.class,
            Byte.class,
            Boolean.class,
            Character.class,
            BigDecimal.class,
            BigInteger.class,
            UUID.class,
            URI.class,
            Instant.class,
            Duration.class,
            LocalDate.class,
            LocalTime.class,
            LocalDateTime.class,
            OffsetDateTime.class,
            ZonedDateTime.class);

    private static final int DEEPEST_NESTING = 500;

    private final Pool<Kryo> kryos = new Pool<>(true, false, 32) {
        @Override
        protected Kryo create() {
            Kryo kryo = new Kryo();
            kryo.setRegistrationRequired(true);
            // Also settles that a list which holds itself is refused instead of followed for ever.
            kryo.setMaxDepth(DEEPEST_NESTING);
            kryo.setInstantiatorStrategy(new DefaultConstructors());
            RecordableTypes.register(kryo);
            return kryo;
        }
    };

    /** Whether a value can be told unchanged by its identity. */
    static boolean isImmutable(Object value) {
        return value == null || IMMUTABLE.contains(value.getClass());
    }

    /**
     * @param place what the value is, for the message: {@code body}, {@code header 'x'}
     * @throws UnrecordableValueException when the value, or something in it, is of another class
     */
    @Override
    public byte[] encode(String place, Object value) {
        Kryo kryo = kryos.obtain();
        try (Output output = new Output(256, -1)) {
            kryo.writeClassAndObject(output, value);
            return output.toBytes();
        } catch (KryoException | IllegalArgumentException e) {
            throw UnrecordableValueException.of(place, value, e);
        } finally {
            kryos.free(kryo);
        }
    }

    @Override
    public Object decode(byte[] bytes) {
        Kryo kryo = kryos.obtain();
        try (Input input = new Input(bytes)) {
            return kryo.readClassAndObject(input);
        } finally {
            kryos.free(kryo);
        }
    }
}
