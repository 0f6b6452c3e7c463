/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.generated;

import dev.serai.workflow.World;
import java.util.ArrayList;
import java.util.List;

/**
 * What one execution and those that came of it did to the outside, and when their process dies: every such family of a
 * trial dies its own death.
 */
final class Witness {

    /**
     * Something that was done.
     *
     * @param execution that did it: the one that was started, or one that came of it
     * @param what its name and all that it saw, without what differs in each run
     * @param seen all that it saw
     * @param key the idempotency key, without the execution
     * @param line the branch in which it was done
     * @param attempt of the execution
     */
    record Deed(String execution, String what, String seen, String key, String line, int attempt) {

        /** What makes it the same deed as one of another run. */
        String identity() {
            return what + " " + key;
        }

        private boolean isOnTheLineOf(Deed other) {
            return execution.equals(other.execution) && (line.startsWith(other.line) || other.line.startsWith(line));
        }
    }

    private final World world = new World();
    private final List<Deed> deeds = new ArrayList<>();
    private int beforeDeath = -1;

    /** Counts a border; true when the process is dead and nothing may happen any more. */
    boolean isDeadAtNextBorder(int life) {
        return world.isDeadAtNextPoint(life);
    }

    /** Does something, unless the process died before or dies now; false when it is dead. */
    synchronized boolean act(int life, Deed deed) {
        if (world.isDeadAtNextPoint(life)) {
            return false;
        }
        deeds.add(deed);
        return !world.isDeadAtNextPoint(life);
    }

    void dieAt(int border) {
        world.dieAt(border);
    }

    boolean isDead() {
        return world.death().getCount() == 0;
    }

    int borders() {
        return world.points();
    }

    /** The process was killed, if it was not dead, and another one lives. */
    synchronized void liveAgain() {
        beforeDeath = deeds.size();
        world.liveAgain();
    }

    synchronized List<Deed> deeds() {
        return List.copyOf(deeds);
    }

    /** What may have been under way at the death: the last deed of each line. */
    synchronized List<Deed> open() {
        List<Deed> open = new ArrayList<>();
        for (int at = 0; at < beforeDeath; at++) {
            Deed deed = deeds.get(at);
            if (deeds.subList(at + 1, beforeDeath).stream().noneMatch(deed::isOnTheLineOf)) {
                open.add(deed);
            }
        }
        return open;
    }
}
