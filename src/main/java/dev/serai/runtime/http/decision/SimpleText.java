/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.http.decision;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Judges text in Camel's simple language by the functions in it. */
final class SimpleText {

    /** Functions that read the message or work something out, and wait for nothing. */
    private static final Set<String> FUNCTIONS = Set.of(
            "abs",
            "average",
            "body",
            "bodyAs",
            "bodyOneLine",
            "bodyType",
            "camelId",
            "capitalize",
            "ceil",
            "collate",
            "concat",
            "contains",
            "date",
            "distinct",
            "empty",
            "env",
            "exception",
            "exchangeId",
            "exchangeProperty",
            "floor",
            "fromRouteId",
            "hash",
            "header",
            "headerAs",
            "headers",
            "id",
            "iif",
            "in",
            "isAlpha",
            "isAlphaNumeric",
            "isEmpty",
            "isNumeric",
            "jq",
            "join",
            "jsonpath",
            "kindOfType",
            "length",
            "logExchange",
            "lowercase",
            "mandatoryBodyAs",
            "max",
            "messageTimestamp",
            "min",
            "newEmpty",
            "normalizeWhitespace",
            "not",
            "null",
            "originalBody",
            "pad",
            "prettyBody",
            "quote",
            "random",
            "range",
            "replace",
            "reverse",
            "routeGroup",
            "routeId",
            "safeQuote",
            "size",
            "skip",
            "split",
            "stepId",
            "substring",
            "substringAfter",
            "substringBefore",
            "substringBetween",
            "sum",
            "sysenv",
            "threadId",
            "threadName",
            "trim",
            "unquote",
            "uppercase",
            "val",
            "variable",
            "variableAs",
            "variables");

    /** With another argument it asks a bean for an id. */
    private static final Pattern OWN_IDS =
            Pattern.compile("\\$(?:simple)?\\{\\s*uuid(?:\\((?:default|classic|short|simple|random)?\\))?\\s*}");

    private static final Pattern FUNCTION = Pattern.compile("\\$(?:simple)?\\{\\s*([A-Za-z][A-Za-z0-9]*)?");

    private SimpleText() {}

    /** Why it may block; empty when it is known not to. Text without functions never does. */
    static Optional<String> mayBlock(String text) {
        if (text == null) {
            return Optional.empty();
        }
        if (text.startsWith("resource:")) {
            return Optional.of("an expression is read from a file");
        }
        if (text.contains("$init{")) {
            return Optional.of("a simple expression has a block of its own");
        }
        Matcher matcher = FUNCTION.matcher(OWN_IDS.matcher(text).replaceAll(""));
        while (matcher.find()) {
            String function = matcher.group(1);
            if (function == null || !FUNCTIONS.contains(function)) {
                return Optional.of("the function '"
                        + (function == null ? text.substring(matcher.start()) : function)
                        + "' of the simple language is not known to return at once");
            }
        }
        return Optional.empty();
    }
}
