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
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * A generated workflow.
 *
 * @param onException how failures are handled, or null for nothing of the kind
 * @param steps of the workflow
 * @param routes the steps of the routes that may be called; each calls only later ones
 * @param bareRoutes the called routes have no error handler
 * @param attempts of an execution
 * @param changes the definition is another one after the crash
 */
record RouteModel(
        OnException onException,
        List<Step> steps,
        List<List<Step>> routes,
        boolean bareRoutes,
        int attempts,
        boolean changes) {

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
        List<Object> own = new ArrayList<>(first);
        own.addAll(writing.routeSteps(steps, 0));
        own.add(map("to", "deed:end?failing=NEVER&async=false"));
        Map<String, Object> from = new LinkedHashMap<>();
        from.put("uri", "workflow:job");
        from.put("parameters", map("maxConcurrent", 1_000, "attempts", attempts, "backoff", "1ms"));
        from.put("steps", own);
        file.add(map("route", map("id", "job", "from", from)));
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
        if (!writing.isCalled(number)) {
            return;
        }
        List<Object> inside = writing.routeSteps(routes.get(number), number + 1);
        Map<String, Object> route = new LinkedHashMap<>();
        route.put("id", "sub" + number);
        if (bareRoutes) {
            route.put("errorHandler", map("noErrorHandler", map()));
        }
        route.put("from", map("uri", "direct:sub" + number, "steps", inside));
        file.add(map("route", route));
        Map<String, Object> template = new LinkedHashMap<>();
        template.put("id", "sub" + number);
        template.put("parameters", List.of(map("name", "tag")));
        template.put("from", map("uri", "kamelet:source", "steps", inside));
        file.add(map("routeTemplate", template));
    }
}
