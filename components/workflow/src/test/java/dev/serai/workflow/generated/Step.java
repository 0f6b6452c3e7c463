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

/**
 * One step of a generated route. A new kind of step is a record here, an arbitrary in {@link RouteArbitraries}, and a
 * line in its list of steps.
 */
interface Step {

    /** The step as Camel's YAML has it. Some steps need another before them. */
    List<Object> yaml(YamlWriting writing);

    /** When a deed fails. It depends on nothing that a crash changes. */
    enum Failing {
        NEVER,
        ON_FIRST_DELIVERY,
        ON_FIRST_TWO_DELIVERIES,
        IN_FIRST_ATTEMPT,
        FOR_SOME_INPUT,
        ALWAYS
    }

    /** Where a value goes. */
    enum Place {
        BODY,
        HEADER,
        VARIABLE,
        PROPERTY
    }

    /** What decides. Each reads what earlier deeds left. */
    enum Condition {
        FEW_DEEDS("${variable.deeds} < 4"),
        MANY_DEEDS("${variable.deeds} > 6"),
        AFTER_SECOND("${header.last} == 'deed2'"),
        DRAWN("${header.drawn} != null");

        final String simple;

        Condition(String simple) {
            this.simple = simple;
        }
    }

    /** Does something outside, and changes the body, a header and a variable. */
    record Deed(Failing failing, boolean async, boolean intoVariable) implements Step {
        @Override
        public List<Object> yaml(YamlWriting writing) {
            String name = writing.name("deed");
            Map<String, Object> to = new LinkedHashMap<>();
            to.put("uri", "deed:" + name + "?failing=" + failing + "&async=" + async);
            if (intoVariable) {
                to.put("variableReceive", "received");
            }
            return List.of(map("to", to));
        }
    }

    /** Makes the body a value of another class. */
    record Make(Values.Kind kind) implements Step {
        @Override
        public List<Object> yaml(YamlWriting writing) {
            return List.of(map("process", map("ref", "make" + kind)));
        }
    }

    /** @param kind of the body that is made and then changed in place; null to change the one that is there */
    record Mutate(Values.Kind kind) implements Step {
        @Override
        public List<Object> yaml(YamlWriting writing) {
            Object mutate = map("process", map("ref", "mutate"));
            return kind == null
                    ? List.of(mutate)
                    : List.of(new Make(kind).yaml(writing).get(0), mutate);
        }
    }

    /** Puts a value somewhere that is another one each time it is asked for. */
    record Draw(Place place) implements Step {
        @Override
        public List<Object> yaml(YamlWriting writing) {
            return List.of(drawing(place, "drawn"));
        }
    }

    /** Puts a value under a name that is another one each time it is asked for. */
    static Object drawing(Place place, String name) {
        return setter(place, name, "method", map("ref", "lottery", "method", "draw"));
    }

    /** Puts what is known somewhere. */
    record Note(Place place) implements Step {
        @Override
        public List<Object> yaml(YamlWriting writing) {
            return List.of(setter(place, "note", "simple", "${header.last}+${variable.deeds}"));
        }
    }

    private static Object setter(Place place, String name, String language, Object expression) {
        return switch (place) {
            case BODY -> map("setBody", map(language, expression));
            case HEADER -> map("setHeader", map("name", name, language, expression));
            case VARIABLE -> map("setVariable", map("name", name, language, expression));
            case PROPERTY -> map("setProperty", map("name", name, language, expression));
        };
    }

    /** A step that needs nothing but its name and one setting. */
    record Plain(String name, Map<String, Object> settings) implements Step {
        @Override
        public List<Object> yaml(YamlWriting writing) {
            return List.of(map(name, settings));
        }
    }

    record Filter(Condition condition, List<Step> steps) implements Step {
        @Override
        public List<Object> yaml(YamlWriting writing) {
            return List.of(map("filter", map("simple", condition.simple, "steps", writing.steps(steps))));
        }
    }

    record Choice(Condition condition, List<Step> when, List<Step> otherwise) implements Step {
        @Override
        public List<Object> yaml(YamlWriting writing) {
            Map<String, Object> choice = new LinkedHashMap<>();
            choice.put("when", List.of(map("simple", condition.simple, "steps", writing.steps(when))));
            choice.put("otherwise", map("steps", writing.steps(otherwise)));
            return List.of(map("choice", choice));
        }
    }

    record Loop(int times, boolean copy, List<Step> steps) implements Step {
        @Override
        public List<Object> yaml(YamlWriting writing) {
            return List.of(map("loop", map("constant", "" + times, "copy", copy, "steps", writing.steps(steps))));
        }
    }

    /** A loop that goes on while a variable is shorter than the number of turns. */
    record While(int times, List<Step> steps) implements Step {
        @Override
        public List<Object> yaml(YamlWriting writing) {
            String turns = writing.name("turns");
            List<Object> inside = new ArrayList<>();
            inside.add(setter(turns, "${variable." + turns + "}x"));
            inside.addAll(writing.steps(steps));
            return List.of(
                    setter(turns, "x"),
                    map(
                            "loop",
                            map(
                                    "doWhile",
                                    true,
                                    "simple",
                                    "${variable." + turns + "} != '" + "x".repeat(times + 1) + "'",
                                    "steps",
                                    inside)));
        }

        private static Object setter(String name, String simple) {
            return map("setVariable", map("name", name, "simple", simple));
        }
    }

    /** How the copies of an exchange become one again. */
    enum Joining {
        /** The original goes on. */
        NONE,
        IN_ORDER,
        SORTED;

        /** Says it to a step that makes copies. */
        void tell(Map<String, Object> fanOut, boolean parallel) {
            if (parallel) {
                fanOut.put("parallelProcessing", true);
            }
            // Which of several failures, and whose headers, would otherwise depend on who comes first.
            Joining joined = parallel ? SORTED : this;
            if (joined != NONE) {
                fanOut.put("aggregationStrategy", "#" + joined);
            }
        }
    }

    record Split(boolean parallel, boolean streaming, boolean overList, Joining joining, List<Step> steps)
            implements Step {
        @Override
        public List<Object> yaml(YamlWriting writing) {
            Map<String, Object> split = new LinkedHashMap<>();
            if (overList) {
                split.put("simple", "${body}");
            } else {
                split.put("tokenize", map("token", ","));
            }
            // Streamed branches that run side by side are joined as they come: whose headers count is then chance.
            if (streaming && !parallel) {
                split.put("streaming", true);
            }
            joining.tell(split, parallel);
            split.put("steps", writing.steps(steps));
            Object before = overList
                    ? map("process", map("ref", "make" + Values.Kind.LIST))
                    : map("setBody", map("simple", "a,b${variable.deeds},c"));
            return List.of(before, map("split", split));
        }
    }

    record Multicast(boolean parallel, Joining joining, List<List<Step>> branches) implements Step {
        @Override
        public List<Object> yaml(YamlWriting writing) {
            Map<String, Object> multicast = new LinkedHashMap<>();
            joining.tell(multicast, parallel);
            multicast.put(
                    "steps",
                    branches.stream()
                            .map(branch -> map("pipeline", map("steps", writing.steps(branch))))
                            .toList());
            // Branches that run side by side must not hold one value that each of them changes.
            Object before =
                    parallel ? map("setBody", map("simple", "m${variable.deeds}")) : map("log", "one after the other");
            return List.of(before, map("multicast", multicast));
        }
    }

    /** @param handled null when nothing is caught; {@code last} null when there is no finally */
    record Try(List<Step> steps, boolean catches, List<Step> handled, boolean ends, List<Step> last) implements Step {
        @Override
        public List<Object> yaml(YamlWriting writing) {
            Map<String, Object> block = new LinkedHashMap<>();
            block.put("steps", writing.steps(steps));
            if (catches) {
                block.put(
                        "doCatch",
                        List.of(map("exception", List.of("java.io.IOException"), "steps", writing.steps(handled))));
            }
            if (ends || !catches) {
                block.put("doFinally", map("steps", writing.steps(last)));
            }
            return List.of(map("doTry", block));
        }
    }

    /** How another route is called. */
    enum Way {
        DIRECT,
        KAMELET,
        DYNAMIC,
        ENRICH
    }

    /** Calls one of the other routes of the model; routes call only those after them. */
    record Call(Way way, int route) implements Step {
        @Override
        public List<Object> yaml(YamlWriting writing) {
            if (!writing.mayCall(route)) {
                return List.of(map("log", "nothing to call"));
            }
            return List.of(
                    switch (way) {
                        case DIRECT -> map("to", writing.route("direct", route));
                        case KAMELET -> map("to", writing.route("kamelet", route) + "?tag=t");
                        case DYNAMIC -> map("toD", writing.route("direct", route) + "${null}");
                        case ENRICH ->
                            map(
                                    "enrich",
                                    map(
                                            "constant",
                                            writing.route("direct", route),
                                            "aggregationStrategy",
                                            "#" + Joining.IN_ORDER));
                    });
        }
    }
}
