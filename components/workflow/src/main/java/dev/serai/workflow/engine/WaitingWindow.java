/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The executions that wait in memory, in the order of the queue, and from where on there may be more in the store. Of
 * one concurrency key only a few are held, so that others always find room. Guarded by the queue's lock.
 */
final class WaitingWindow {

    static final int SIZE = 1_000;

    private static final int LOW = 200;

    private final TreeSet<Waiting> all = new TreeSet<>(Waiting.ORDER);
    private final Map<String, WaitingLane> lanes = new HashMap<>();
    private final Horizon horizon = new Horizon(Long.MIN_VALUE);

    /**
     * Takes an execution in.
     *
     * @param running how many run: their keys may hold others back
     * @return the one that has to wait in the store alone, which may be the same; null when there is room for all
     */
    Waiting add(Waiting waiting, int running) {
        WaitingLane lane = null;
        if (waiting.key() != null) {
            lane = lanes.computeIfAbsent(waiting.key(), key -> new WaitingLane());
            lane.waiting.add(waiting);
        }
        all.add(waiting);
        if (lane != null && lane.waiting.size() > WaitingLane.LONGEST) {
            Waiting last = lane.waiting.last();
            lane.horizon.leave(last.rank());
            remove(last);
            return last;
        }
        if (all.size() > SIZE + heldBack(running)) {
            Waiting last = all.last();
            horizon.leave(last.rank());
            remove(last);
            return last;
        }
        return null;
    }

    /** How many may be in memory whose key has no place free. */
    private static int heldBack(int running) {
        return WaitingLane.LONGEST * running;
    }

    /** The first that may run: none comes before it in the store, and its key has a place. */
    Optional<Waiting> next(Predicate<String> keyIsFree) {
        for (Waiting waiting : all) {
            if (horizon.isBefore(waiting)) {
                return Optional.empty();
            }
            if (waiting.key() == null || (!lanes.get(waiting.key()).needsStore() && keyIsFree.test(waiting.key()))) {
                return Optional.of(waiting);
            }
        }
        return Optional.empty();
    }

    void remove(Waiting waiting) {
        all.remove(waiting);
        if (waiting.key() != null) {
            lanes.get(waiting.key()).waiting.remove(waiting);
            forgetWhenOver(waiting.key());
        }
    }

    private void forgetWhenOver(String key) {
        lanes.computeIfPresent(key, (any, lane) -> lane.isOver() ? null : lane);
    }

    /** Takes an execution out; false when it does not wait here. */
    boolean remove(String executionId) {
        Optional<Waiting> found =
                all.stream().filter(waiting -> waiting.id().equals(executionId)).findFirst();
        found.ifPresent(this::remove);
        return found.isPresent();
    }

    /** Forgets all that wait: the store has them. */
    List<Waiting> clear() {
        List<Waiting> forgotten = List.copyOf(all);
        all.clear();
        lanes.clear();
        horizon.leave(Long.MIN_VALUE);
        return forgotten;
    }

    /** Notes that the store may have others of a key that come before those in memory. */
    void changedInStore() {
        lanes.values().forEach(WaitingLane::changedInStore);
    }

    /** Whether the store has to be asked, so that there is always one to run. */
    boolean needsStore(int running, Predicate<String> keyIsFree) {
        return (horizon.isOpen() && (all.size() < LOW + heldBack(running) || horizon.isBefore(all.first())))
                || !keysToAsk(keyIsFree).isEmpty();
    }

    /** The keys of which the store has more than memory. */
    List<String> keysInStore() {
        return keys(lane -> lane.horizon.isOpen());
    }

    /** The keys that have a place, and whose next one may be in the store alone. */
    List<String> keysToAsk(Predicate<String> keyIsFree) {
        return keys(WaitingLane::needsStore).stream().filter(keyIsFree).toList();
    }

    private List<String> keys(Predicate<WaitingLane> condition) {
        return lanes.entrySet().stream()
                .filter(entry -> condition.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The store is about to be asked. */
    void ask(List<String> keys) {
        horizon.ask();
        keys.forEach(key -> lanes.get(key).ask());
    }

    /** @param rank from where on the store may have more than it gave, or {@link Horizon#NONE} */
    void answer(long rank) {
        horizon.answer(rank);
    }

    /** The same for one key. */
    void answer(String key, long rank) {
        WaitingLane lane = lanes.get(key);
        if (lane != null) {
            lane.horizon.answer(rank);
            forgetWhenOver(key);
        }
    }
}
