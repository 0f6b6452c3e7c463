/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.execution;

import dev.serai.workflow.mistake.Mistake;
import dev.serai.workflow.value.ExchangeProperties;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;

/**
 * One level of where an exchange is: inside which visit of which calling or branching step. An immutable chain that
 * travels with the exchange in one property, so that copies know where they came from.
 */
public final class Frame {

    /** Between a frame and what is inside it. */
    public static final char INSIDE = '>';

    /** Before the number of a branch. */
    public static final char BRANCH = '#';

    /** Before the number of a visit. */
    public static final char VISIT = '@';

    /** Before the number of a loop's turns. */
    public static final char TURN = '~';

    /** Between a step and one of the steps under it in the model. */
    static final char UNDER = '/';

    private final Frame parent;
    private final String key;
    private final String identity;
    private final Exchange owner;
    private final ExchangePropertyKey indexProperty;
    private final boolean parallel;
    private final boolean branch;
    private final AtomicReference<Use> use = new AtomicReference<>(Use.UNUSED);

    private Frame(
            Frame parent,
            String key,
            String identity,
            Exchange owner,
            ExchangePropertyKey indexProperty,
            boolean parallel,
            boolean branch) {
        this.parent = parent;
        this.key = key;
        this.identity = identity;
        this.owner = owner;
        this.indexProperty = indexProperty;
        this.parallel = parallel;
        this.branch = branch;
    }

    /** The frame of a step that sends the exchange itself somewhere. */
    public static Frame call(Frame parent, Visit visit, String identity) {
        return new Frame(parent, visit.key(), identity, null, null, false, false);
    }

    /**
     * The frame of a step that makes copies of the exchange, before any copy is told from the others.
     *
     * @param indexProperty holds the number of each copy
     * @param parallel the copies run side by side
     */
    public static Frame fanOut(
            Frame parent,
            Visit visit,
            String identity,
            Exchange exchange,
            ExchangePropertyKey indexProperty,
            boolean parallel) {
        return new Frame(parent, visit.key(), identity, exchange, indexProperty, parallel, false);
    }

    /**
     * The frame of an exchange, which is its branch's when the exchange is a copy that was not told from the others
     * yet. Set on the exchange, so that the number is found once: an inner split overwrites Camel's own.
     */
    public static Frame of(Exchange exchange) {
        Frame frame = exchange.getProperty(ExchangeProperties.FRAME, Frame.class);
        if (frame == null || frame.indexProperty == null || exchange == frame.owner) {
            return frame;
        }
        Integer index = exchange.getProperty(frame.indexProperty, Integer.class);
        if (index == null) {
            return frame;
        }
        String suffix = "" + BRANCH + index;
        String identity = Mistake.BRANCHES_SHARE_A_KEY.isMade() ? frame.identity : frame.identity + suffix;
        Frame branch = new Frame(frame.parent, frame.key + suffix, identity, null, null, frame.parallel, true);
        exchange.setProperty(ExchangeProperties.FRAME, branch);
        exchange.getExchangeExtension().addOnCompletion(new BranchEnd(branch.key));
        return branch;
    }

    /** The key of the innermost branch around, or the empty text for the execution's own line. */
    public static String branchKey(Frame frame) {
        for (Frame at = frame; at != null; at = at.parent) {
            if (at.branch) {
                return at.key;
            }
        }
        return "";
    }

    /** Whether other copies of an exchange around may run at the same time. */
    public boolean isInParallelBranch() {
        for (Frame at = this; at != null; at = at.parent) {
            if (at.branch && at.parallel) {
                return true;
            }
        }
        return false;
    }

    /** The key of a step that stands inside a frame, without its visit. */
    public static String inside(Frame frame, String path) {
        return frame == null ? path : frame.key + INSIDE + path;
    }

    /** Like {@link #inside}, but the same for each redelivery of the steps around. */
    public static String identityInside(Frame frame, String path) {
        return frame == null ? path : frame.identity + INSIDE + path;
    }

    /** The innermost branch that a recorded step's key lies in, or the empty text. */
    public static String branchOf(String stepKey) {
        int inside = stepKey.length();
        while ((inside = stepKey.lastIndexOf(INSIDE, inside - 1)) >= 0) {
            int level = stepKey.lastIndexOf(INSIDE, inside - 1) + 1;
            int visit = stepKey.lastIndexOf(VISIT, inside);
            if (visit >= level && stepKey.substring(visit, inside).indexOf(BRANCH) > 0) {
                return stepKey.substring(0, inside);
            }
        }
        return "";
    }

    /** The key of what a loop has done in its first turns. */
    public static String turns(String loopKey, int turns) {
        return loopKey + TURN + turns;
    }

    /** How the keys of the steps begin that ran inside a visit of a step, or inside the turns of a loop. */
    static List<String> beginningsInside(String key) {
        int visit = key.lastIndexOf(VISIT);
        int turn = key.indexOf(TURN, visit);
        String whole = turn < 0 ? key : key.substring(0, turn);
        return List.of(key.substring(0, visit) + UNDER, whole + BRANCH, whole + INSIDE, whole + TURN);
    }

    /** Whether a step ran in a sibling of a branch, or of one of the branches around it. */
    public static boolean isInAnotherBranch(String step, String branch) {
        for (String at = branch; !at.isEmpty(); at = branchOf(at)) {
            String fanOut = at.substring(0, at.lastIndexOf(BRANCH) + 1);
            if (step.startsWith(fanOut) && !step.startsWith(at + INSIDE)) {
                return true;
            }
        }
        return false;
    }

    /** Notes that a step runs inside; true for the first one inside a call, which takes over from the calling step. */
    public boolean enter() {
        return use.compareAndSet(Use.UNUSED, Use.ENTERED) && indexProperty == null && !branch;
    }

    /** Lets no step run inside any more; false when one already did. */
    public boolean close() {
        return use.compareAndSet(Use.UNUSED, Use.CLOSED);
    }

    /** Whether a step that arrives inside comes too late. */
    public boolean isClosed() {
        return use.get() == Use.CLOSED;
    }

    /** Whether any wrapped step ran inside; if none did, the step did the work itself. */
    public boolean wasEntered() {
        return use.get() == Use.ENTERED;
    }

    private enum Use {
        UNUSED,
        ENTERED,
        CLOSED
    }
}
