/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.value;

import com.esotericsoftware.kryo.KryoException;
import java.lang.reflect.Constructor;
import org.objenesis.instantiator.ObjectInstantiator;
import org.objenesis.strategy.InstantiatorStrategy;

/**
 * Makes objects with their public constructor without parameters, as Kryo does by itself. It would write a class for each of
 * theirs, which the first execution after a start waits for.
 */
final class DefaultConstructors implements InstantiatorStrategy {

    @Override
    public <T> ObjectInstantiator<T> newInstantiatorOf(Class<T> type) {
        Constructor<T> constructor;
        try {
            constructor = type.getConstructor();
        } catch (NoSuchMethodException e) {
            throw new KryoException(type.getName() + " has no public constructor without parameters.", e);
        }
        return () -> {
            try {
                return constructor.newInstance();
            } catch (ReflectiveOperationException e) {
                throw new KryoException("A " + type.getName() + " could not be made.", e);
            }
        };
    }
}
