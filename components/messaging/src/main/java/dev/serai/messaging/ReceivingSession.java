/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.messaging;

import dev.serai.connector.ConnectorException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one receiver gives, on its way through the route and back. It ends with the receiver: what is under way by then is
 * waited for, so that no message is in the route twice at once, and what is not comes again from the next receiver.
 */
final class ReceivingSession {

    private static final Logger LOG = LoggerFactory.getLogger(ReceivingSession.class);

    /** The longest time in which the broker is not told, and a stop not seen. */
    private static final long LONGEST_WAIT = 250;

    private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Receiver receiver;
    private final MessageRoute route;
    private final MessageReception reception;
    private final ExecutorService workers;
    private final ScheduledExecutorService timer;
    private final Lanes lanes;
    private final AtomicInteger unsettled = new AtomicInteger();
    private long settledAt = System.nanoTime();

    ReceivingSession(
            Receiver receiver,
            MessageRoute route,
            MessageReception reception,
            ExecutorService workers,
            ScheduledExecutorService timer) {
        this.receiver = receiver;
        this.route = route;
        this.reception = reception;
        this.workers = workers;
        this.timer = timer;
        this.lanes = new Lanes(reception.concurrency());
    }

    /** Receives until nobody wants more, or throws when the receiver failed. Closes the receiver in both cases. */
    void receiveUntil(CountDownLatch leaving) throws InterruptedException {
        try (receiver) {
            try {
                while (leaving.getCount() > 0) {
                    take();
                    settleInTime();
                }
            } finally {
                lanes.abandon();
                lanes.awaitNoneInRoute();
                receiver.settleNoMore();
                lanes.awaitNoneActive();
            }
            receiver.settle();
        }
    }

    /** Nothing more enters the route. */
    void leave() {
        lanes.abandon();
    }

    private void take() throws InterruptedException {
        int room = lanes.awaitRoom(reception.buffer(), LONGEST_WAIT);
        List<IncomingMessage> messages = room <= 0
                ? receiver.poll(0, Duration.ZERO)
                : receiver.poll(Math.min(reception.batch(), room), Duration.ofMillis(LONGEST_WAIT));
        if (messages.isEmpty()) {
            return;
        }
        if (reception.settledAtReceipt()) {
            messages.forEach(this::acknowledge);
        }
        lanes.add(messages);
        if (reception.settledAtReceipt()) {
            settle();
        }
        dispatch();
    }

    private void settleInTime() {
        int count = unsettled.get();
        if (count >= reception.checkpoint() || (count > 0 && System.nanoTime() - settledAt >= SETTLE_NANOS)) {
            settle();
        }
    }

    private void settle() {
        unsettled.set(0);
        settledAt = System.nanoTime();
        receiver.settle();
    }

    private void acknowledge(IncomingMessage message) {
        receiver.acknowledge(message);
        unsettled.incrementAndGet();
    }

    private void dispatch() {
        for (Delivery next = lanes.begin(); next != null; next = lanes.begin()) {
            Delivery first = next;
            workers.execute(() -> workOff(first));
        }
    }

    /** One worker goes on with the next message as long as the route ends on its thread. */
    private void workOff(Delivery first) {
        Delivery next = first;
        while (next != null && run(next)) {
            next = lanes.begin();
        }
    }

    /** Gives whether the message has left the route already. */
    private boolean run(Delivery delivery) {
        if (isAnothers(delivery)) {
            complete(delivery);
            return true;
        }
        if (delivery.isDead()) {
            lanes.leftRoute(delivery);
            bury(delivery);
            return true;
        }
        if (delivery.output() != null) {
            send(delivery, true);
            return true;
        }
        Stay stay = new Stay();
        boolean left = route.process(delivery.message(), delivery.attempts() + 1, new MessageRoute.Ended() {
            @Override
            public void made(OutgoingMessage output) {
                boolean onWorker = stay.isEndedByItsWorker();
                delivery.made(output);
                send(delivery, onWorker);
                goOn(onWorker);
            }

            @Override
            public void madeNothing() {
                boolean onWorker = stay.isEndedByItsWorker();
                complete(delivery);
                goOn(onWorker);
            }

            @Override
            public void failed(Throwable failure) {
                boolean onWorker = stay.isEndedByItsWorker();
                lanes.leftRoute(delivery);
                fail(delivery, failure);
                goOn(onWorker);
            }
        });
        return stay.end() || left;
    }

    /** A worker looks for the next message itself; anybody else who ends a route has other things to do. */
    private void goOn(boolean onWorker) {
        if (!onWorker) {
            dispatchUnlessOver();
        }
    }

    /** A worker's stay in the route. Camel may say that a route goes on elsewhere though it ended on the worker's thread. */
    private static final class Stay {
        private final Thread worker = Thread.currentThread();

        /** Of the worker's thread alone, which may come again after the stay. */
        private boolean over;

        private boolean ended;

        boolean isEndedByItsWorker() {
            if (Thread.currentThread() != worker || over) {
                return false;
            }
            ended = true;
            return true;
        }

        boolean end() {
            over = true;
            return ended;
        }
    }

    private void dispatchUnlessOver() {
        try {
            dispatch();
        } catch (RejectedExecutionException e) {
            LOG.debug("The consumer of {} has stopped", reception.source(), e);
        }
    }

    /** @param patient whether this thread may be held up while the broker's client takes no more */
    private void send(Delivery delivery, boolean patient) {
        if (isAnothers(delivery)) {
            complete(delivery);
            return;
        }
        if (!lanes.handOver(delivery)) {
            return;
        }
        route.send(delivery.message(), delivery.output(), patient, new Confirmation() {
            @Override
            public void confirmed() {
                complete(delivery);
            }

            @Override
            public void failed(Throwable failure) {
                fail(delivery, failure);
                dispatchUnlessOver();
            }
        });
        lanes.handedOver(delivery);
    }

    /** Whether another receiver has it by now, who sends its output: here it would come late, behind what follows it. */
    private boolean isAnothers(Delivery delivery) {
        return !reception.settledAtReceipt() && !receiver.holds(delivery.message());
    }

    private void complete(Delivery delivery) {
        if (!delivery.handedOver) {
            acknowledge(delivery);
            lanes.done(delivery);
            return;
        }
        List<Delivery> done = lanes.confirmed(delivery);
        done.forEach(this::acknowledge);
        if (lanes.settled(done)) {
            dispatchUnlessOver();
        }
    }

    private void acknowledge(Delivery delivery) {
        if (!reception.settledAtReceipt()) {
            acknowledge(delivery.message());
        }
    }

    private void fail(Delivery delivery, Throwable failure) {
        // Camel fails what is under way when a stop takes too long; that says nothing about the message.
        if (lanes.isAbandoned()) {
            giveBack(delivery);
            return;
        }
        if (delivery.handedOver && isForNow(failure)) {
            delivery.notTaken(failure);
            tryAgain(delivery, delivery.failures() >= reception.attempts());
            return;
        }
        delivery.failed(failure);
        boolean last = delivery.attempts() >= reception.attempts() || isForGood(delivery, failure);
        if (last && reception.deadLetter() != null) {
            delivery.die();
            bury(delivery);
        } else if (last && reception.settledAtReceipt()) {
            LOG.error(
                    "{} failed {} times and is lost, because 'autoAcknowledge' is true and there is no 'deadLetter': {}",
                    named(delivery),
                    delivery.failures(),
                    failure.getMessage());
            delivery.die();
            complete(delivery);
        } else {
            tryAgain(delivery, last);
        }
    }

    /** It comes again from the next receiver. */
    private void giveBack(Delivery delivery) {
        boolean unused = lanes.rest(delivery, false);
    }

    /** Whether it says nothing about the message, so that what is to be sent is sent again for as long as it takes. */
    private static boolean isForNow(Throwable failure) {
        return failure instanceof ConnectorException known && known.recoverable();
    }

    /** Whether another attempt has the same end. */
    private static boolean isForGood(Delivery delivery, Throwable failure) {
        if (!(failure instanceof ConnectorException known)) {
            return false;
        }
        return delivery.handedOver
                ? known.errorCode().equals(MessagingErrors.TOO_LARGE)
                        || known.errorCode().equals(MessagingErrors.MESSAGE_INVALID)
                : known.errorCode().equals(MessagingErrors.UNREADABLE);
    }

    private void bury(Delivery delivery) {
        CompletableFuture<?> unused = route.bury(delivery.message(), delivery.attempts(), delivery.lastFailure())
                .whenComplete((sent, failure) -> {
                    if (failure == null) {
                        LOG.warn(
                                "{} failed {} times and went to '{}': {}",
                                named(delivery),
                                delivery.failures(),
                                reception.deadLetter(),
                                delivery.lastFailure().getMessage());
                        complete(delivery);
                    } else if (lanes.isAbandoned()) {
                        giveBack(delivery);
                    } else {
                        LOG.error(
                                "{} is to go to '{}', which failed: {}",
                                named(delivery),
                                reception.deadLetter(),
                                failure.getMessage());
                        tryAgain(delivery, true);
                    }
                    dispatchUnlessOver();
                });
    }

    private void tryAgain(Delivery delivery, boolean stuck) {
        if (!lanes.rest(delivery, stuck)) {
            LOG.debug("{} is sent again with those before it", named(delivery), delivery.lastFailure());
            return;
        }
        long wait = reception.waitAfter(delivery.failures()).toMillis();
        if (stuck) {
            LOG.error(
                    "{} failed {} times. It is tried again in {} ms, and what has the same key waits{}: {}",
                    named(delivery),
                    delivery.failures(),
                    wait,
                    reception.deadLetter() == null && !isForNow(delivery.lastFailure())
                            ? ", because there is no 'deadLetter'"
                            : "",
                    delivery.lastFailure().getMessage());
        } else {
            LOG.warn(
                    "{} failed, attempt {} of {}. It is tried again in {} ms: {}",
                    named(delivery),
                    delivery.failures(),
                    reception.attempts(),
                    wait,
                    delivery.lastFailure().getMessage());
        }
        try {
            ScheduledFuture<?> unused = timer.schedule(() -> wake(delivery), wait, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The consumer of {} has stopped", reception.source(), e);
        }
    }

    private void wake(Delivery delivery) {
        lanes.wake(delivery);
        dispatchUnlessOver();
    }

    private String named(Delivery delivery) {
        IncomingMessage message = delivery.message();
        return "The message " + (message.identity() == null ? "without an id" : "'" + message.identity() + "'")
                + " of '" + message.source() + "'"
                + (message.key() == null ? "" : " with the key '" + message.key() + "'");
    }

    /** How many messages are under way. */
    int active() {
        return lanes.active();
    }

    /** A sentence for each message that is tried for ever. */
    List<String> blocked() {
        return lanes.stuck().stream()
                .map(delivery -> named(delivery) + " failed " + delivery.failures() + " times and is tried on: "
                        + delivery.lastFailure().getMessage())
                .toList();
    }
}
