/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.generated;

import static dev.serai.workflow.generated.YamlWriting.map;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * A generated workflow.
 *
 * @param onException how failures are handled, or null for nothing of the kind
 * @param onCompletion what is done at the end of an execution, or null for nothing
 * @param intercepted is done before each step, or null for nothing
 * @param steps of the workflow
 * @param routes the steps of the routes that may be called; each calls only later ones
 * @param bareRoutes the called routes have no error handler
 * @param attempts of an execution
 * @param changes the definition is another one after the crash
 */
record RouteModel(
        OnException onException,
        OnCompletion onCompletion,
        List<Step> intercepted,
        List<Step> steps,
        List<List<Step>> routes,
        boolean bareRoutes,
        int attempts,
        boolean changes) {

    RouteModel {
        // A workflow with a route configuration that Camel loaded itself waits for a program that has it as it was.
        changes = changes && onCompletion == null;
    }

    /** What becomes of a failure after the last redelivery. */
    enum Ending {
        FAILS,
        HANDLED,
        CONTINUED
    }

    record OnException(int redeliveries, Ending ending, List<Step> steps) {
        private Object yaml(YamlWriting writing) {
            Map<String, Object> clause = new LinkedHashMap<>();
            clause.put("exception", List.of("java.io.IOException"));
            clause.put("redeliveryPolicy", map("maximumRedeliveries", redeliveries, "redeliveryDelay", 1));
            if (ending != Ending.FAILS) {
                clause.put(
                        ending == Ending.HANDLED ? "handled" : "continued", map("constant", map("expression", "true")));
            }
            clause.put("steps", writing.routeSteps(steps, Integer.MAX_VALUE));
            return map("onException", clause);
        }
    }

    /** After which ends something is done. */
    enum End {
        ANY,
        COMPLETED,
        FAILED
    }

    /** @param changes the result of the execution */
    record OnCompletion(End end, boolean changes, List<Step> steps) {
        private Object yaml(YamlWriting writing) {
            Map<String, Object> clause = new LinkedHashMap<>();
            if (end != End.ANY) {
                clause.put(end == End.COMPLETED ? "onCompleteOnly" : "onFailureOnly", true);
            }
            if (changes) {
                clause.put("mode", "BeforeConsumer");
            }
            clause.put("steps", writing.routeSteps(steps, Integer.MAX_VALUE));
            // A clause for the whole file would be one of the called routes, too, which is refused.
            return map(
                    "routeConfiguration",
                    map("id", "completing", "onCompletion", List.of(map("onCompletion", clause))));
        }
    }

    /** As a file of Camel's. */
    String yaml() {
        return yaml(List.of());
    }

    /** The definition that comes after this one: with a deed at the beginning that executions in flight must not do. */
    String changedYaml() {
        return yaml(List.of(map("to", "deed:intruder?failing=NEVER&async=false")));
    }

    private String yaml(List<Object> first) {
        YamlWriting writing = new YamlWriting(routes.size());
        List<Object> file = new ArrayList<>();
        if (onException != null) {
            file.add(onException.yaml(writing));
        }
        if (onCompletion != null) {
            file.add(onCompletion.yaml(writing));
        }
        if (intercepted != null) {
            file.add(map("intercept", map("steps", writing.routeSteps(intercepted, Integer.MAX_VALUE))));
        }
        List<Object> own = new ArrayList<>(first);
        own.addAll(writing.routeSteps(steps, 0));
        own.add(map("to", "deed:end?failing=NEVER&async=false"));
        Map<String, Object> from = new LinkedHashMap<>();
        from.put("uri", "workflow:job");
        // What loops for ever in Camel itself ends soon by its history.
        from.put("parameters", map("maxConcurrent", 10_000, "attempts", attempts, "backoff", "1ms", "maxSteps", 1_000));
        from.put("steps", own);
        file.add(map(
                "route",
                onCompletion == null
                        ? map("id", "job", "from", from)
                        : map("id", "job", "routeConfigurationId", "completing", "from", from)));
        for (int number = 0; number < routes.size(); number++) {
            addRoute(file, writing, number);
        }
        return new Dump(DumpSettings.builder()
                        .setDefaultFlowStyle(FlowStyle.BLOCK)
                        .setDereferenceAliases(true)
                        .build())
                .dumpToString(file);
    }

    private void addRoute(List<Object> file, YamlWriting writing, int number) {
        List<String> consumed = Stream.of("direct", "seda")
                .filter(scheme -> writing.isCalled(scheme, number))
                .toList();
        boolean isKamelet = writing.isCalled("kamelet", number);
        if (consumed.isEmpty() && !isKamelet) {
            return;
        }
        List<Object> inside = writing.routeSteps(routes.get(number), number + 1);
        for (String scheme : consumed) {
            Map<String, Object> route = new LinkedHashMap<>();
            route.put("id", (scheme.equals("direct") ? "sub" : scheme) + number);
            if (bareRoutes) {
                route.put("errorHandler", map("noErrorHandler", map()));
            }
            route.put("from", map("uri", scheme + ":sub" + number, "steps", inside));
            file.add(map("route", route));
        }
        if (isKamelet) {
            Map<String, Object> template = new LinkedHashMap<>();
            template.put("id", "sub" + number);
            template.put("parameters", List.of(map("name", "tag")));
            template.put("from", map("uri", "kamelet:source", "steps", inside));
            file.add(map("routeTemplate", template));
        }
    }
}
