/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import java.util.Set;
import org.apache.camel.catalog.LanguageValidationResult;

/** Holds expressions against the languages on the class path, and parses those that can be parsed without running. */
final class LanguageCheck implements Check {

    /** Languages that Camel's catalog parses without a running context. */
    private static final Set<String> PARSED = Set.of("simple", "jsonpath", "jq");

    private final CamelModel camel;

    LanguageCheck(CamelModel camel) {
        this.camel = camel;
    }

    @Override
    public void check(WorkspaceModel model, Problems problems) {
        SimpleSyntax simple = new SimpleSyntax(camel.context());
        model.elements().expressions().forEach(expression -> check(model, expression, simple, problems));
    }

    private static void check(WorkspaceModel model, ExpressionUse expression, SimpleSyntax simple, Problems problems) {
        // Camel knows the language 'method' as 'bean'.
        String language = expression.language().equals("method") ? "bean" : expression.language();
        if (language.equals("language") || language.contains("{{")) {
            return;
        }
        ComponentCatalog components = model.components();
        if (!components.hasLanguage(language)) {
            problems.add(expression.languageLocation(), missing(components, language));
            return;
        }
        String text = expression.text();
        if (text == null || text.contains("{{") || text.startsWith("resource:") || !PARSED.contains(language)) {
            return;
        }
        if (language.equals("simple") && simple.accepts(text, expression.predicate())) {
            return;
        }
        LanguageValidationResult result = expression.predicate() && language.equals("simple")
                ? components.camel().validateLanguagePredicate(components.classLoader(), language, text)
                : components.camel().validateLanguageExpression(components.classLoader(), language, text);
        if (!result.isSuccess()) {
            problems.add(expression.location(), unreadable(language, text, result));
        }
    }

    private static String missing(ComponentCatalog components, String language) {
        return components
                .languageArtifact(language)
                .map(artifact -> "The language '" + language + "' is not bundled. Drop the jar " + artifact
                        + ", and those it depends on, into the workspace's lib/.")
                .orElseGet(() ->
                        "Unknown language '" + language + "'. " + Suggestion.of(language, components.languages()));
    }

    private static String unreadable(String language, String text, LanguageValidationResult result) {
        String reason = result.getShortError() == null ? result.getError() : result.getShortError();
        String place = result.getIndex() > 0 && result.getIndex() <= text.length()
                ? " at character " + (result.getIndex() + 1)
                : "";
        String firstLine = reason.lines().findFirst().orElse("").replaceFirst(" at location \\d+$", "");
        return "This is not " + language + ": '" + text + "'. " + Character.toUpperCase(firstLine.charAt(0))
                + firstLine.substring(1) + place + ".";
    }
}
