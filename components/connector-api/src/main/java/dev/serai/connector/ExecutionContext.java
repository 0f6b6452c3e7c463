/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import java.util.Optional;
import java.util.function.Function;

/**
 * What travels with one call of an operation.
 *
 * @param idempotencyKey the same for every repetition of one logical call, also after a crash; empty when the caller
 *     has none
 * @param parameters finds the value of a {@code {param}} in a path by name: in headers, variables, then the body;
 *     gives null when there is none
 */
public record ExecutionContext(Optional<String> idempotencyKey, Function<String, Object> parameters) {

    public static final ExecutionContext EMPTY = new ExecutionContext(Optional.empty(), name -> null);
}
