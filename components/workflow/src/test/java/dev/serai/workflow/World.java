/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** What routes did to the outside. It outlives the runtime, and can make the runtime die at a given point. */
public final class World {

    /** One thing that was done outside. */
    record Effect(String name, String body, String idempotencyKey) {}

    private final List<Effect> effects = new CopyOnWriteArrayList<>();
    private final AtomicInteger points = new AtomicInteger();
    private volatile int deathAt = -1;
    private volatile boolean dead;
    private volatile int life;
    private volatile CountDownLatch died = new CountDownLatch(1);

    /** Counts a border of a step; true when the runtime is dead and nothing may happen any more. */
    public synchronized boolean isDeadAtNextPoint(int callersLife) {
        if (dead || callersLife != life) {
            return true;
        }
        if (points.incrementAndGet() == deathAt) {
            dead = true;
            died.countDown();
        }
        return dead;
    }

    public void dieAt(int point) {
        deathAt = points.get() + point;
    }

    public CountDownLatch death() {
        return died;
    }

    /** Lets a new runtime live. Threads that the old one left behind stay dead. */
    public synchronized void liveAgain() {
        life++;
        deathAt = -1;
        dead = false;
        died = new CountDownLatch(1);
    }

    public int life() {
        return life;
    }

    public int points() {
        return points.get();
    }

    /** Does something, unless the runtime died before or dies now; false when it is dead. */
    synchronized boolean act(int callersLife, String name, String body, String idempotencyKey) {
        if (isDeadAtNextPoint(callersLife)) {
            return false;
        }
        effects.add(new Effect(name, body, idempotencyKey));
        return !isDeadAtNextPoint(callersLife);
    }

    List<Effect> effects() {
        return List.copyOf(effects);
    }

    List<String> names() {
        return effects.stream().map(Effect::name).toList();
    }

    /** How often each thing was done, by name and body. */
    Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        effects.forEach(effect -> counts.merge(effect.name() + "|" + effect.body(), 1, Integer::sum));
        return counts;
    }
}
