/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What travels with one call of an operation.
 *
 * @param idempotencyKey the same for every repetition of one logical call, also after a crash; empty when the caller
 *     has none
 * @param parameters finds the value of a {@code {param}} in a path by name: in headers, variables, then the body;
 *     gives null when there is none
 * @param origin tells people where the call comes from while it lasts: {@code route 'orders', step 'to2'}; empty text when
 *     it comes from nowhere in particular
 */
public record ExecutionContext(
        Optional<String> idempotencyKey, Function<String, Object> parameters, Supplier<String> origin) {

    public static final ExecutionContext EMPTY = new ExecutionContext(Optional.empty(), name -> null);

    /** The context of a call that comes from nowhere in particular. */
    public ExecutionContext(Optional<String> idempotencyKey, Function<String, Object> parameters) {
        this(idempotencyKey, parameters, () -> "");
    }
}
