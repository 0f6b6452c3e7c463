/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.version;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.camel.model.DynamicRouterDefinition;
import org.apache.camel.model.EnrichDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.PollDefinition;
import org.apache.camel.model.PollEnrichDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.RoutingSlipDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.language.ExpressionDefinition;

/** The addresses that a step sends to or asks, as far as its text tells them. */
final class CalledAddresses {

    /** Languages whose text is the address, or has the address around what it computes. */
    private static final Set<String> SPELT_OUT = Set.of("constant", "simple");

    private CalledAddresses() {}

    static List<String> of(ProcessorDefinition<?> step) {
        if (step instanceof ToDefinition to) {
            return to.getUri() == null ? List.of() : List.of(to.getUri());
        }
        if (step instanceof ToDynamicDefinition to) {
            return to.getUri() == null ? List.of() : List.of(to.getUri());
        }
        if (step instanceof PollDefinition poll) {
            return poll.getUri() == null ? List.of() : List.of(poll.getUri());
        }
        return expression(step)
                .map(expression -> Arrays.stream(expression.getExpression().split(","))
                        .map(String::strip)
                        .toList())
                .orElse(List.of());
    }

    /** Gives each address another text. */
    static void rename(ProcessorDefinition<?> step, UnaryOperator<String> rename) {
        if (step instanceof ToDefinition to && to.getUri() != null) {
            to.setUri(rename.apply(to.getUri()));
        } else if (step instanceof ToDynamicDefinition to && to.getUri() != null) {
            to.setUri(rename.apply(to.getUri()));
        } else if (step instanceof PollDefinition poll && poll.getUri() != null) {
            poll.setUri(rename.apply(poll.getUri()));
        } else {
            expression(step)
                    .ifPresent(expression -> expression.setExpression(
                            of(step).stream().map(rename).collect(Collectors.joining(","))));
        }
    }

    private static Optional<ExpressionDefinition> expression(ProcessorDefinition<?> step) {
        boolean names = step instanceof EnrichDefinition
                || step instanceof PollEnrichDefinition
                || step instanceof RecipientListDefinition<?>
                || step instanceof RoutingSlipDefinition<?>
                || step instanceof DynamicRouterDefinition<?>;
        if (!names) {
            return Optional.empty();
        }
        ExpressionDefinition written = ((ExpressionNode) step).getExpression();
        while (written != null && written.getExpressionType() != null) {
            written = written.getExpressionType();
        }
        return Optional.ofNullable(written)
                .filter(found -> SPELT_OUT.contains(String.valueOf(found.getLanguage())))
                .filter(found -> found.getExpression() != null);
    }
}
