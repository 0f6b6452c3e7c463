/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.messaging;

/** A message on its way through the route. Where it is in its lane is guarded by {@link Lanes}; the rest is thread-safe. */
final class Delivery {

    private final IncomingMessage message;
    private final Lanes.Lane lane;
    private final long place;
    private int attempts;
    private int failures;
    private Throwable lastFailure;
    private boolean dead;
    private OutgoingMessage output;

    boolean inRoute;
    boolean confirmed;

    /** Whether its output is with the broker, or was: not any more when it is to be handed over again. */
    volatile boolean handedOver;

    /** @param place among all messages of the receiver, in the order in which they came */
    Delivery(IncomingMessage message, Lanes.Lane lane, long place) {
        this.message = message;
        this.lane = lane;
        this.place = place;
    }

    IncomingMessage message() {
        return message;
    }

    Lanes.Lane lane() {
        return lane;
    }

    long place() {
        return place;
    }

    /** How often the route was given it in vain. */
    synchronized int attempts() {
        return attempts;
    }

    /** How often the route or the sending of its output failed. */
    synchronized int failures() {
        return failures;
    }

    synchronized Throwable lastFailure() {
        return lastFailure;
    }

    /** The route failed for it, or made of it what the broker refused: the route is to be given it again. */
    synchronized void failed(Throwable failure) {
        attempts++;
        output = null;
        notTaken(failure);
    }

    /** The broker did not take its output for now. */
    synchronized void notTaken(Throwable failure) {
        failures++;
        lastFailure = failure;
    }

    /** Whether it is only to become a dead letter. */
    synchronized boolean isDead() {
        return dead;
    }

    synchronized void die() {
        dead = true;
    }

    /** What the route made of it, which is to be sent; null while it has not been in the route. */
    synchronized OutgoingMessage output() {
        return output;
    }

    synchronized void made(OutgoingMessage made) {
        output = made;
    }
}
