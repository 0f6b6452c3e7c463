/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.value;

import java.util.Map;

/** Makes an exception of one class again from what was recorded of it. */
public interface FailureFactory<T extends Throwable> {

    /** What must be kept beside the message and the cause; only values that can be recorded. */
    Map<String, Object> details(T failure);

    T create(String message, Throwable cause, Map<String, Object> details);
}
