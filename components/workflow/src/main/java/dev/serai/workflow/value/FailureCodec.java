/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.value;

import java.lang.reflect.Constructor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps failures as class name, message, cause and details, and makes them again: by a registered factory, or by a
 * constructor that takes a message and a cause, a message, or nothing. Java deserialisation is never used.
 */
public final class FailureCodec {

    private static final int DEEPEST_CAUSE = 20;

    private final ValueCodec codec;
    private final Map<String, FailureFactory<?>> factories = new ConcurrentHashMap<>();

    public FailureCodec(ValueCodec codec) {
        this.codec = codec;
        register(dev.serai.connector.ConnectorException.class, new ConnectorFailureFactory());
        register(dev.serai.workflow.StepTimedOutException.class, new StepTimeoutFactory());
    }

    /** Tells how failures of one class, not of its subclasses, are made again. */
    public <T extends Throwable> void register(Class<T> type, FailureFactory<T> factory) {
        factories.put(type.getName(), factory);
    }

    public byte[] encode(Throwable failure) {
        return codec.encode("failure", describe(failure, 0));
    }

    private Map<String, Object> describe(Throwable failure, int depth) {
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("class", failure.getClass().getName());
        parts.put("message", failure.getMessage());
        if (failure.getCause() != null && depth < DEEPEST_CAUSE) {
            parts.put("cause", describe(failure.getCause(), depth + 1));
        }
        FailureFactory<?> factory = factories.get(failure.getClass().getName());
        if (factory != null) {
            parts.put("details", details(factory, failure));
        }
        return parts;
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> Map<String, Object> details(FailureFactory<T> factory, Throwable failure) {
        return factory.details((T) failure);
    }

    /**
     * The failure of bytes that {@link #encode} gave.
     *
     * @param classLoader finds the failure's class
     * @throws UnrecordableValueException when the failure cannot be made again, saying what would make it possible
     */
    @SuppressWarnings("unchecked")
    public Throwable decode(byte[] bytes, ClassLoader classLoader) {
        return make((Map<String, Object>) codec.decode(bytes), classLoader);
    }

    @SuppressWarnings("unchecked")
    private Throwable make(Map<String, Object> parts, ClassLoader classLoader) {
        String className = (String) parts.get("class");
        String message = (String) parts.get("message");
        Map<String, Object> causeParts = (Map<String, Object>) parts.get("cause");
        Throwable cause = causeParts == null ? null : make(causeParts, classLoader);
        FailureFactory<?> factory = factories.get(className);
        if (factory != null) {
            return factory.create(message, cause, (Map<String, Object>) parts.getOrDefault("details", Map.of()));
        }
        Throwable made = construct(type(className, classLoader), message, cause);
        if (made == null || !Objects.equals(made.getMessage(), message)) {
            throw new UnrecordableValueException(
                    "A recorded failure of class " + className + " cannot be made again. Give the class a public"
                            + " constructor (String message, Throwable cause), or register a FailureFactory for it.",
                    null);
        }
        return made;
    }

    private static Class<? extends Throwable> type(String className, ClassLoader classLoader) {
        try {
            return Class.forName(className, false, classLoader).asSubclass(Throwable.class);
        } catch (ClassNotFoundException | ClassCastException e) {
            throw new UnrecordableValueException(
                    "A recorded failure is of class " + className + ", which is not there any more. Put the jar that"
                            + " holds it back, for example into the workspace's lib folder.",
                    e);
        }
    }

    private static Throwable construct(Class<? extends Throwable> type, String message, Throwable cause) {
        Throwable made = construct(type, new Class<?>[] {String.class, Throwable.class}, message, cause);
        if (made == null) {
            made = construct(type, new Class<?>[] {String.class}, message);
            if (made == null && message == null) {
                made = construct(type, new Class<?>[0]);
            }
            if (made != null && cause != null) {
                made.initCause(cause);
            }
        }
        return made;
    }

    private static Throwable construct(Class<? extends Throwable> type, Class<?>[] parameters, Object... values) {
        try {
            Constructor<? extends Throwable> constructor = type.getConstructor(parameters);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
