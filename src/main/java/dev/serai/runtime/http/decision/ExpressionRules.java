/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.http.decision;

import java.util.Optional;
import java.util.Set;
import org.apache.camel.model.ExpressionSubElementDefinition;
import org.apache.camel.model.OnWhenDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.model.language.JsonPathExpression;
import org.apache.camel.model.language.TypedExpressionDefinition;

/** Judges expressions and predicates. */
final class ExpressionRules {

    private static final Set<String> READING = Set.of("header", "variable", "exchangeProperty");
    private static final Set<String> WITH_TEXT = Set.of("constant", "jsonpath", "jq");

    private ExpressionRules() {}

    /** Why it may block; empty when it is known not to, or is not there. */
    static Optional<String> mayBlock(ExpressionDefinition found) {
        if (found == null) {
            return Optional.empty();
        }
        ExpressionDefinition written = found.getExpressionType() == null ? found : found.getExpressionType();
        String language = written.getLanguage();
        if (language == null || language.isEmpty()) {
            return Optional.of("an expression is Java code");
        }
        if (written instanceof TypedExpressionDefinition typed
                && !PlainTypes.areMeantBy(typed.getResultTypeName(), typed.getResultType())) {
            return Optional.of("its value is converted to a type that is not Java's own");
        }
        if (language.equals("simple")) {
            return SimpleText.mayBlock(written.getExpression());
        }
        if (READING.contains(language)) {
            return Optional.empty();
        }
        if (!WITH_TEXT.contains(language)) {
            return Optional.of("the language '" + language + "' is not known to return at once");
        }
        if (written.getExpression() != null && written.getExpression().startsWith("resource:")) {
            return Optional.of("an expression is read from a file");
        }
        // A path may hold the simple language.
        return written instanceof JsonPathExpression ? SimpleText.mayBlock(written.getExpression()) : Optional.empty();
    }

    static Optional<String> mayBlock(ExpressionSubElementDefinition found) {
        return found == null ? Optional.empty() : mayBlock(found.getExpressionType());
    }

    static Optional<String> mayBlock(OnWhenDefinition found) {
        return found == null ? Optional.empty() : mayBlock(found.getExpression());
    }
}
