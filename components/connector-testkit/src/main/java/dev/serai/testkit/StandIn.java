/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * A server of this process that stands in for a system: it can go away, and keep those who call it waiting. What it holds
 * is kept meanwhile. Thread-safe.
 */
public abstract class StandIn implements AutoCloseable {

    private static final CountDownLatch OPEN = new CountDownLatch(0);

    private final Set<Integer> waiting = ConcurrentHashMap.newKeySet();
    private volatile CountDownLatch gate = OPEN;

    StandIn() {}

    /** What callers go through, one for each port. */
    abstract List<TcpProxy> fronts();

    /** How many calls there were since they were last forgotten. */
    public abstract int calls();

    /** Goes away: breaks all connections and takes no new ones. Calls under way go on inside. */
    public final void stop() {
        fronts().forEach(TcpProxy::cut);
    }

    /** Comes back, on the same port. Does nothing when it is there. */
    public final void startAgain() {
        fronts().forEach(TcpProxy::restore);
    }

    /** From now on calls wait, before anything is read or changed, until {@link #release}. */
    public final void hold() {
        gate = new CountDownLatch(1);
    }

    /** Lets the calls that wait go on, and holds no more. */
    public final void release() {
        CountDownLatch held = gate;
        gate = OPEN;
        held.countDown();
    }

    /** How many calls wait whose callers still wait, too. */
    public final int held() {
        return (int) waiting.stream()
                .filter(peer -> fronts().stream().anyMatch(front -> front.carries(peer)))
                .count();
    }

    /** How many connections are open now. */
    public final int openConnections() {
        return fronts().stream().mapToInt(TcpProxy::openConnections).sum();
    }

    /** Keeps a call waiting while calls are held; it came from this port. */
    final void await(int peer) throws InterruptedException {
        waiting.add(peer);
        try {
            gate.await();
        } finally {
            waiting.remove(peer);
        }
    }

    @Override
    public abstract void close();
}
