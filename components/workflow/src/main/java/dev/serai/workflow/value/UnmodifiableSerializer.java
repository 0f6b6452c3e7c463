/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.value;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.function.Function;

/** Keeps the JDK's unmodifiable views, which Kryo cannot construct, as the collection inside and wraps it again. */
final class UnmodifiableSerializer<T> extends Serializer<T> {

    private final Function<T, Object> copy;
    private final Function<Object, T> wrap;

    UnmodifiableSerializer(Function<T, Object> copy, Function<Object, T> wrap) {
        super(false, true);
        this.copy = copy;
        this.wrap = wrap;
    }

    @Override
    public void write(Kryo kryo, Output output, T value) {
        kryo.writeClassAndObject(output, copy.apply(value));
    }

    @Override
    public T read(Kryo kryo, Input input, Class<? extends T> type) {
        return wrap.apply(kryo.readClassAndObject(input));
    }
}
