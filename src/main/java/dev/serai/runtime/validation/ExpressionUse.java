/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import dev.serai.connector.configuration.SourceLocation;

/**
 * An expression or predicate in a route.
 *
 * @param language its name
 * @param languageLocation where the name stands
 * @param text as written, or null when there is none
 * @param location of the text
 * @param predicate whether it is asked for true or false
 */
record ExpressionUse(
        String language, SourceLocation languageLocation, String text, SourceLocation location, boolean predicate) {}
