/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

/**
 * This process among those that share a store. A process that was thought dead comes back under another number, and what
 * it did under the old one is others' by then. Thread-safe.
 */
public interface StoreNode {

    /** A process that has its store to itself. */
    StoreNode ALONE = new StoreNode() {
        @Override
        public boolean isShared() {
            return false;
        }

        @Override
        public int id() {
            return 0;
        }

        @Override
        public boolean holds(int node) {
            return true;
        }

        @Override
        public int others() {
            return 0;
        }

        @Override
        public boolean isFirst() {
            return true;
        }

        @Override
        public void whenOthersGo(Runnable listener) {
            // There are none.
        }
    };

    /** Whether other processes may use the store at the same time. */
    boolean isShared();

    /** The number of this process; 0 when it has the store to itself. */
    int id();

    /**
     * Whether what was taken under a number is still this process's, and for long enough to begin something that changes
     * the world. False when others may think by now, or soon, that this process is dead.
     */
    boolean holds(int node);

    /** How many other processes there are, as far as is known. */
    int others();

    /** Whether this process is to do what one of all has to do. Two may think so for a moment. */
    boolean isFirst();

    /** @param listener is called each time another process has left the store or was found dead; must not block */
    void whenOthersGo(Runnable listener);
}
