/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.execution;

import dev.serai.workflow.mistake.Mistake;
import dev.serai.workflow.value.ExchangeProperties;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

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

    private static final int NONE = -1;

    private final Frame parent;
    private final String key;
    private final String identity;
    private final Exchange owner;
    private final Branches branches;
    private final int index;
    private final AtomicReference<Use> use = new AtomicReference<>(Use.UNUSED);

    /**
     * @param owner the exchange that copies are made of; null for any frame but that of a step that makes copies
     * @param branches of which this is one or around which it stands; null for a call
     * @param index the branch's number, or {@link #NONE}
     */
    private Frame(Frame parent, String key, String identity, Exchange owner, Branches branches, int index) {
        this.parent = parent;
        this.key = key;
        this.identity = identity;
        this.owner = owner;
        this.branches = branches;
        this.index = index;
    }

    /** The frame of a step that sends the exchange itself somewhere. */
    public static Frame call(Frame parent, Visit visit, String identity) {
        return new Frame(parent, visit.key(), identity, null, null, NONE);
    }

    /** The frame of a step that makes copies of the exchange, before any copy is told from the others. */
    public static Frame fanOut(Frame parent, Visit visit, String identity, Exchange exchange, Branches branches) {
        return new Frame(parent, visit.key(), identity, exchange, branches, NONE);
    }

    /**
     * The frame of an exchange, which is its branch's when the exchange is a copy that was not told from the others
     * yet. Set on the exchange, so that the number is found once: an inner split overwrites Camel's own.
     */
    public static Frame of(Exchange exchange) {
        Frame frame = exchange.getProperty(ExchangeProperties.FRAME, Frame.class);
        if (frame == null || frame.owner == null || exchange == frame.owner) {
            return frame;
        }
        Integer index = frame.branches.index(exchange);
        if (index == null) {
            return frame;
        }
        String suffix = "" + BRANCH + index;
        String identity = Mistake.BRANCHES_SHARE_A_KEY.isMade() ? frame.identity : frame.identity + suffix;
        Frame branch = new Frame(frame.parent, frame.key + suffix, identity, null, frame.branches, index);
        exchange.setProperty(ExchangeProperties.FRAME, branch);
        exchange.getExchangeExtension().addOnCompletion(new BranchEnd(branch.key));
        frame.branches.began(exchange, index);
        return branch;
    }

    private boolean isBranch() {
        return index != NONE;
    }

    /** What a branch's first step is to call at its end, which may keep it; null for any other step. */
    public AsyncCallback keptEnd(AsyncCallback end) {
        return isBranch() && branches.keepEnds() && use.get() == Use.UNUSED ? sync -> branches.end(index, end) : null;
    }

    /** The key of the innermost branch around, or the empty text for the execution's own line. */
    public static String branchKey(Frame frame) {
        for (Frame at = frame; at != null; at = at.parent) {
            if (at.isBranch()) {
                return at.key;
            }
        }
        return "";
    }

    /** Whether other copies of an exchange around may run at the same time. */
    public boolean isInParallelBranch() {
        for (Frame at = this; at != null; at = at.parent) {
            if (at.isBranch() && at.branches.areParallel()) {
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
        return use.compareAndSet(Use.UNUSED, Use.ENTERED) && branches == null;
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
