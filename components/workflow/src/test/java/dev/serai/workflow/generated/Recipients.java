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

/** Steps that send to addresses of which some come up only while the route runs. */
interface Recipients extends Step {

    /**
     * Who gets the message.
     *
     * @param route one of the other routes; negative for a deed
     * @param drawn the address is another one each time it is asked for
     */
    record Recipient(Failing failing, int route, boolean drawn) {
        private String address(YamlWriting writing, boolean inTurn) {
            if (writing.mayCall(route)) {
                return inTurn ? writing.slippedRoute(route) : writing.route("direct", route);
            }
            String name = writing.name("deed") + (drawn ? "${bean:lottery.draw}" : "");
            return "deed:" + name + "?failing=" + failing + "&async=false";
        }
    }

    /** @param inTurn each gets what the one before it left */
    private static String addresses(YamlWriting writing, List<Recipient> recipients, boolean inTurn) {
        return String.join(
                ",",
                recipients.stream()
                        .map(recipient -> recipient.address(writing, inTurn))
                        .toList());
    }

    private static List<Object> noSlip() {
        return List.of(map("log", "no slip inside a slip"));
    }

    /** Each of them gets a copy. */
    record RecipientList(boolean parallel, Joining joining, boolean stops, List<Recipient> recipients)
            implements Recipients {
        @Override
        public List<Object> yaml(YamlWriting writing) {
            Map<String, Object> list = new LinkedHashMap<>();
            list.put("simple", addresses(writing, recipients, false));
            joining.tell(list, parallel);
            // Who is still asked after a failure depends on who comes first.
            list.put("stopOnException", stops && !parallel);
            // Recipients that run side by side must not hold one value that each of them changes.
            Object before =
                    parallel ? map("setBody", map("simple", "r${variable.deeds}")) : map("log", "one after the other");
            return List.of(before, map("recipientList", list));
        }
    }

    /** One gets what the one before left. */
    record Slip(List<Recipient> recipients) implements Recipients {
        @Override
        public List<Object> yaml(YamlWriting writing) {
            if (writing.isInSlip()) {
                return noSlip();
            }
            return List.of(map("routingSlip", map("simple", addresses(writing, recipients, true))));
        }
    }

    /** Asks for the next one when the one before is done. */
    record Router(List<Recipient> recipients) implements Recipients {
        @Override
        public List<Object> yaml(YamlWriting writing) {
            if (writing.isInSlip()) {
                return noSlip();
            }
            String slip = writing.name("slip");
            return List.of(
                    map("setVariable", map("name", slip, "simple", addresses(writing, recipients, true))),
                    map("dynamicRouter", map("method", map("ref", "turning", "method", "next(*, '" + slip + "')"))));
        }
    }

    /** How something else goes on with a message. */
    enum Away {
        TAPPED,
        QUEUED,
        QUEUED_WITH_REPLY
    }

    /** Hands the message over to an execution of its own, which begins at one of the other routes. */
    record HandOver(Away away, int route) implements Recipients {
        @Override
        public List<Object> yaml(YamlWriting writing) {
            if (!writing.mayCall(route) || !writing.mayHandOver()) {
                return List.of(map("log", "nobody to hand over to"));
            }
            return List.of(
                    switch (away) {
                        case TAPPED -> map("wireTap", map("uri", writing.route("direct", route)));
                        case QUEUED -> map("to", map("uri", writing.route("seda", route)));
                        case QUEUED_WITH_REPLY ->
                            map("to", map("uri", writing.route("seda", route) + "?timeout=0", "pattern", "InOut"));
                    });
        }
    }

    /**
     * Sends messages into groups, which become executions of their own. Groups are told apart by a draw, so that no two
     * visits fill the same one in an order that nobody knows.
     *
     * @param size 1, 2 or 4 of 4 messages
     */
    record Aggregate(int size, boolean parallel, List<Step> steps) implements Recipients {
        @Override
        public List<Object> yaml(YamlWriting writing) {
            if (!writing.mayHandOver()) {
                return List.of(map("log", "no groups here"));
            }
            String group = writing.name("group");
            Map<String, Object> aggregate = new LinkedHashMap<>();
            aggregate.put("correlationExpression", map("variable", group));
            aggregate.put("completionSize", parallel ? 4 : size);
            aggregate.put("aggregationStrategy", "#" + (parallel ? Joining.SORTED : Joining.IN_ORDER));
            aggregate.put("steps", writing.steps(steps));
            Map<String, Object> split = new LinkedHashMap<>();
            split.put("tokenize", map("token", ","));
            Joining.NONE.tell(split, parallel);
            split.put("steps", List.of(map("aggregate", aggregate)));
            List<Object> all = new ArrayList<>();
            all.add(Step.drawing(Place.VARIABLE, group));
            all.add(map("setBody", map("simple", "g,h${variable.deeds},i,j")));
            all.add(map("split", split));
            return all;
        }
    }
}
