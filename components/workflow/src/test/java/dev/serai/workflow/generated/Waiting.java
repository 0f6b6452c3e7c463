/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.generated;

import static dev.serai.workflow.generated.YamlWriting.map;

import java.util.List;

/** Steps that wait: in the store or in memory, for a time or for something. */
interface Waiting extends Step {

    /** Leaves the memory for a while. */
    record Sleep(int millis) implements Waiting {
        @Override
        public List<Object> yaml(YamlWriting writing) {
            return List.of(map("to", "workflow:sleep?duration=" + millis + "ms"));
        }
    }

    /** Waits in memory, or in the store when it is longer than a second. */
    record Delay(int millis) implements Waiting {
        @Override
        public List<Object> yaml(YamlWriting writing) {
            return List.of(map("delay", map("constant", "" + millis)));
        }
    }

    /** What becomes of a step when its signal has not come in time. */
    enum Late {
        GOES_ON,
        CAUGHT,
        FAILS
    }

    /** Waits for a signal that nobody sends. */
    record AwaitInVain(int millis, Late late) implements Waiting {
        @Override
        public List<Object> yaml(YamlWriting writing) {
            Object await = map(
                    "to",
                    "workflow:await?signal=none&timeout=" + millis + "ms&onTimeout="
                            + (late == Late.GOES_ON ? "continue" : "fail"));
            return List.of(
                    late == Late.CAUGHT
                            ? map(
                                    "doTry",
                                    map(
                                            "steps",
                                            List.of(await),
                                            "doCatch",
                                            List.of(map(
                                                    "exception",
                                                    List.of("dev.serai.workflow.WaitTimedOutException"),
                                                    "steps",
                                                    List.of(map("log", "too late"))))))
                            : await);
        }
    }

    /** Waits for a signal that it sends to itself; its name is drawn, so that no other branch takes it. */
    record AwaitOwn() implements Waiting {
        @Override
        public List<Object> yaml(YamlWriting writing) {
            String name = writing.name("signal");
            String signal = "signal=own-${variable." + name + "}";
            return List.of(
                    Step.drawing(Place.VARIABLE, name),
                    map("to", "workflow:signal?execution=${header.CamelSeraiExecutionId}&" + signal),
                    map("to", "workflow:await?" + signal));
        }
    }

    /** Polls a source that has another message each time. */
    record Poll() implements Waiting {
        @Override
        public List<Object> yaml(YamlWriting writing) {
            return List.of(map("pollEnrich", map("constant", "source:" + writing.name("source"), "timeout", "1000")));
        }
    }
}
