/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.execution;

import java.util.concurrent.Executor;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;

/**
 * The copies that one visit of a step makes of an exchange. Thread-safe.
 *
 * <p>Where they run side by side, the end of a branch's first step is kept until a later branch began. Camel (4.17, {@code
 * MulticastProcessor.aggregate}) asks whether as many branches were joined as were sent, and then whether the last was
 * sent. When the last is sent between the two, the step ends without it, as about 2 of a million did in bare Camel on a
 * busy machine. With every joined branch followed by one that was sent, the first answer is yes only when there is no
 * other to come.
 */
public final class Branches {

    private final Numbering numbering;
    private final boolean parallel;
    private final boolean keepsEnds;
    private final Executor executor;
    private int latest = -1;
    private boolean complete;
    private AsyncCallback kept;

    /**
     * @param parallel whether they run side by side
     * @param synchronous each branch blocks a thread of Camel's until its end. None is kept then, for the thread may be the
     *     only one, and send the later branches
     * @param executor runs what follows an end that was kept
     */
    public Branches(Numbering numbering, boolean parallel, boolean synchronous, Executor executor) {
        this.numbering = numbering;
        this.parallel = parallel;
        this.keepsEnds = parallel && !synchronous;
        this.executor = executor;
    }

    /** Where Camel puts the number of a copy, and whether it is the last. */
    public enum Numbering {
        /** Of a split. */
        SPLIT(ExchangePropertyKey.SPLIT_INDEX, ExchangePropertyKey.SPLIT_COMPLETE),
        /** Of a multicast and of a recipient list. */
        MULTICAST(ExchangePropertyKey.MULTICAST_INDEX, ExchangePropertyKey.MULTICAST_COMPLETE);

        private final ExchangePropertyKey index;
        private final ExchangePropertyKey last;

        Numbering(ExchangePropertyKey index, ExchangePropertyKey last) {
            this.index = index;
            this.last = last;
        }
    }

    boolean areParallel() {
        return parallel;
    }

    boolean keepEnds() {
        return keepsEnds;
    }

    /** The number of a fresh copy; null when it has none. */
    Integer index(Exchange copy) {
        return copy.getProperty(numbering.index, Integer.class);
    }

    /** Told when the first step of a branch is reached. */
    void began(Exchange copy, int index) {
        if (keepsEnds) {
            boolean last = Boolean.TRUE.equals(copy.getProperty(numbering.last, Boolean.class));
            goOn(takeKept(index, last));
        }
    }

    private synchronized AsyncCallback takeKept(int index, boolean last) {
        complete |= last;
        if (index < latest) {
            // What is kept is the end of the latest, and this is none that comes after it.
            return null;
        }
        latest = index;
        AsyncCallback taken = kept;
        kept = null;
        return taken;
    }

    /** The first step of a branch has ended. */
    void end(int index, AsyncCallback end) {
        if (!keeps(index, end)) {
            end.done(false);
        }
    }

    private synchronized boolean keeps(int index, AsyncCallback end) {
        boolean keeps = !complete && index == latest;
        if (keeps) {
            kept = end;
        }
        return keeps;
    }

    /** The step around has ended: no further branch begins. */
    public void over() {
        AsyncCallback left;
        synchronized (this) {
            complete = true;
            left = kept;
            kept = null;
        }
        goOn(left);
    }

    private void goOn(AsyncCallback end) {
        if (end != null) {
            executor.execute(() -> end.done(false));
        }
    }
}
