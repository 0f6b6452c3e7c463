/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.HasExpressionType;
import org.apache.camel.model.InterceptDefinition;
import org.apache.camel.model.InterceptSendToEndpointDefinition;
import org.apache.camel.model.OnCompletionDefinition;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.OnWhenDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SetHeadersDefinition;
import org.apache.camel.model.SetVariablesDefinition;
import org.apache.camel.model.language.ExpressionDefinition;

/** Tells whether an expression is proven to give the same value from the same exchange every time. */
final class Determinism {

    private static final Set<String> PROVEN_LANGUAGES = Set.of(
            "constant", "header", "variable", "exchangeProperty", "jsonpath", "jq", "xpath", "tokenize", "xtokenize");

    /** Functions of Camel's simple language that read the exchange and nothing else. */
    private static final Set<String> PROVEN_FUNCTIONS = Set.of(
            "body",
            "bodyAs",
            "bodyOneLine",
            "bodyType",
            "prettyBody",
            "originalBody",
            "mandatoryBodyAs",
            "header",
            "headers",
            "headerAs",
            "in",
            "variable",
            "variables",
            "variableAs",
            "exchangeProperty",
            "exception",
            "null",
            "empty",
            "newEmpty",
            "collate",
            "join",
            "skip",
            "jsonpath",
            "jq",
            "xpath",
            "iif",
            "replace",
            "substring",
            "substringBefore",
            "substringAfter",
            "substringBetween",
            "split",
            "trim",
            "uppercase",
            "lowercase",
            "capitalize",
            "concat",
            "pad",
            "quote",
            "unquote",
            "length",
            "size",
            "abs",
            "ceil",
            "floor",
            "sum",
            "max",
            "min",
            "average",
            "reverse",
            "distinct",
            "range",
            "contains",
            "not",
            "val",
            "isEmpty",
            "isAlpha",
            "isAlphaNumeric",
            "isNumeric",
            "kindOfType",
            "safeQuote",
            "normalizeWhitespace");

    private static final Pattern FUNCTION = Pattern.compile("\\$(?:simple)?\\{\\s*([A-Za-z][A-Za-z0-9]*)?");

    /** A placeholder: a property's name, or a function's with its argument; a default may follow. */
    private static final Pattern PROPERTY = Pattern.compile(
            "\\{\\{\\??\\s*((?:(?:env|sys|secret|bean|service(?:\\.host|\\.port)?):)?[^{}:]*[^{}:\\s])\\s*(?::[^{}]*)?}}");

    private Determinism() {}

    static boolean isProven(ProcessorDefinition<?> step) {
        return expressions(step).stream().allMatch(Determinism::isProven);
    }

    /** Whether the expressions of a step also depend on nothing that may change between two starts of the process. */
    static boolean staysTheSame(ProcessorDefinition<?> step) {
        return isProven(step) && properties(step).isEmpty();
    }

    /**
     * The properties that the expressions of a step take their text from. The parameters of a route template are none:
     * the call that gives them is a part of the version.
     */
    static Set<String> properties(ProcessorDefinition<?> step) {
        Set<String> properties = new TreeSet<>();
        for (ExpressionDefinition expression : expressions(step)) {
            String text = expression.getExpression();
            Matcher matcher = PROPERTY.matcher(text == null ? "" : text);
            while (matcher.find()) {
                properties.add(matcher.group(1));
            }
        }
        if (!properties.isEmpty()) {
            properties.removeAll(templateParameters(step));
        }
        return properties;
    }

    private static Set<String> templateParameters(ProcessorDefinition<?> step) {
        RouteDefinition route = ProcessorDefinitionHelper.getRoute(step);
        Map<String, Object> parameters = route == null ? null : route.getTemplateParameters();
        return parameters == null ? Set.of() : parameters.keySet();
    }

    /** The expressions of a step, for messages. */
    static String describe(ProcessorDefinition<?> step) {
        return String.join(", ", expressions(step).stream().map(String::valueOf).toList());
    }

    private static List<ExpressionDefinition> expressions(ProcessorDefinition<?> step) {
        if (step instanceof SetHeadersDefinition headers) {
            return headers.getHeaders().stream()
                    .map(HasExpressionType::getExpressionType)
                    .toList();
        }
        if (step instanceof SetVariablesDefinition variables) {
            return variables.getVariables().stream()
                    .map(HasExpressionType::getExpressionType)
                    .toList();
        }
        if (step instanceof ChoiceDefinition choice) {
            return choice.getWhenClauses().stream()
                    .map(HasExpressionType::getExpressionType)
                    .toList();
        }
        OnWhenDefinition onWhen = onWhen(step);
        if (onWhen != null) {
            return List.of(onWhen.getExpression());
        }
        return step instanceof HasExpressionType one && one.getExpressionType() != null
                ? List.of(one.getExpressionType())
                : List.of();
    }

    private static OnWhenDefinition onWhen(ProcessorDefinition<?> step) {
        if (step instanceof CatchDefinition clause) {
            return clause.getOnWhen();
        }
        if (step instanceof OnExceptionDefinition clause) {
            return clause.getOnWhen();
        }
        if (step instanceof OnCompletionDefinition clause) {
            return clause.getOnWhen();
        }
        if (step instanceof InterceptDefinition clause) {
            return clause.getOnWhen();
        }
        return step instanceof InterceptSendToEndpointDefinition clause ? clause.getOnWhen() : null;
    }

    private static boolean isProven(ExpressionDefinition found) {
        ExpressionDefinition expression = WrittenCondition.of(found);
        ExpressionDefinition written =
                expression.getExpressionType() == null ? expression : expression.getExpressionType();
        String language = written.getLanguage();
        if (language == null || language.isEmpty()) {
            return isCamelBuilder(written);
        }
        if (language.equals("simple")) {
            return written.getExpression() != null && isProvenSimple(written.getExpression());
        }
        return PROVEN_LANGUAGES.contains(language);
    }

    /**
     * The Java DSL's {@code body()} and {@code header(…)} have no language. A lambda of the user's is not proven; Camel
     * wraps it in classes of its model and of ExpressionClause.
     */
    private static boolean isCamelBuilder(ExpressionDefinition written) {
        Object made = written.getExpressionValue() != null ? written.getExpressionValue() : written.getPredicate();
        if (made == null && written.getExpressionFactory() != null) {
            made = written.getExpressionFactory();
        }
        if (made == null) {
            return false;
        }
        String name = made.getClass().getName();
        return name.startsWith("org.apache.camel.support.builder.")
                || (name.startsWith("org.apache.camel.builder.") && !name.contains("ExpressionClause"));
    }

    private static boolean isProvenSimple(String text) {
        Matcher matcher = FUNCTION.matcher(text);
        while (matcher.find()) {
            if (matcher.group(1) == null || !PROVEN_FUNCTIONS.contains(matcher.group(1))) {
                return false;
            }
        }
        return true;
    }
}
