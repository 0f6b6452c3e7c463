/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.state;

/**
 * Turns values into bytes that outlive the process, and back: equal, and of the same class. The engine of workflows brings
 * the one by which it records steps, as a plugin of the Camel context; a context without the engine has none. Thread-safe.
 */
public interface ValueEncoding {

    /**
     * @param place what the value is, for the message: {@code result}
     * @throws IllegalArgumentException when the value, or something in it, could not come back as it is; says what can
     */
    byte[] encode(String place, Object value);

    /** The value of bytes that {@link #encode} gave, also in an earlier process. */
    Object decode(byte[] bytes);
}
