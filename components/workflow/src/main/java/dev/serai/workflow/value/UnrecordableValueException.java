/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.value;

/** A value that cannot be kept so that it comes back equal and of the same class. The message says what to do. */
public class UnrecordableValueException extends IllegalArgumentException {

    public UnrecordableValueException(String message, Throwable cause) {
        super(message, cause);
    }

    static UnrecordableValueException of(String place, Object value, Throwable cause) {
        return new UnrecordableValueException(
                "The " + place + " is or holds a value that cannot be recorded: it is a "
                        + value.getClass().getName() + " (" + firstLine(cause) + "). Use maps, lists, text, numbers,"
                        + " dates or bytes in a workflow; turn an object into one of these first, for example with"
                        + " marshal, or with convertBodyTo.",
                cause);
    }

    private static String firstLine(Throwable cause) {
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }
}
