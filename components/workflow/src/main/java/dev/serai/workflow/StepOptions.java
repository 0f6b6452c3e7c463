/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Checks that a step such as {@code workflow:sleep} has the options it needs, and none that it would pass over. */
final class StepOptions {

    /** Options that Camel gives to every endpoint. */
    private static final Set<String> OF_CAMEL = Set.of("lazyStartProducer");

    private static final Map<String, Rule> RULES = Map.of(
            WorkflowEndpoint.SLEEP,
            new Rule(
                    Set.of("duration", "until"),
                    options -> options.containsKey("duration") != options.containsKey("until"),
                    "needs either 'duration' or 'until'. Write, for example, workflow:sleep?duration=12h or"
                            + " workflow:sleep?until=2026-12-24T18:00:00Z."),
            WorkflowEndpoint.AWAIT,
            new Rule(
                    Set.of("signal", "timeout", "onTimeout"),
                    options -> options.containsKey("signal"),
                    "needs the option 'signal'. Write, for example, workflow:await?signal=paid&timeout=3d."),
            WorkflowEndpoint.SIGNAL,
            new Rule(
                    Set.of("signal", "execution", "workflow", "key"),
                    options -> options.containsKey("signal")
                            && options.containsKey("workflow") == options.containsKey("key")
                            && options.containsKey("execution") != options.containsKey("key"),
                    "needs the option 'signal', and either 'execution' or both 'workflow' and 'key'. Write, for"
                            + " example, workflow:signal?signal=paid&workflow=fulfil-order&key=${body[number]}."),
            WorkflowEndpoint.APPROVAL,
            new Rule(
                    Set.of("title", "approvers", "timeout", "onTimeout", "onReject"),
                    options -> options.containsKey("title"),
                    "needs the option 'title', which says what is asked. Write, for example,"
                            + " workflow:approval?title=Refund of ${body[amount]}&approvers=ada,ben."));

    private StepOptions() {}

    /** @param name the step's, or that of a workflow, which is passed over */
    static void check(String name, Map<String, Object> parameters) {
        Rule rule = RULES.get(name);
        if (rule == null) {
            return;
        }
        Map<String, Object> given = new LinkedHashMap<>(parameters);
        given.keySet().removeAll(OF_CAMEL);
        Set<String> unknown = new TreeSet<>(given.keySet());
        unknown.removeAll(rule.known);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("workflow:" + name + " does not know the option '"
                    + unknown.iterator().next() + "'. It knows " + String.join(", ", new TreeSet<>(rule.known)) + ".");
        }
        if (!rule.isMet.test(given)) {
            throw new IllegalArgumentException("workflow:" + name + " " + rule.need);
        }
    }

    /**
     * What a step is given.
     *
     * @param need what is missing when it is not met, and what to write
     */
    private record Rule(Set<String> known, Predicate<Map<String, Object>> isMet, String need) {}
}
