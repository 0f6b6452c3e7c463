/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mail;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.DataRecord;
import dev.serai.connector.camel.ConnectorEndpoint;
import dev.serai.connector.camel.ConsumerState;
import dev.serai.connector.camel.RecordDelivery;
import jakarta.mail.Flags.Flag;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.support.ScheduledPollConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a route for each message of a folder, one after another, the oldest first. What the route is done with is
 * remembered first and marked on the server then, so that a kill in between marks it later and does not start the route
 * again; a kill while the route runs starts it again. One message is in memory at a time.
 */
final class MailConsumer extends ScheduledPollConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(MailConsumer.class);

    /** How long a stop waits for the message under way. */
    private static final int STOP_SECONDS = 2;

    private final ConnectorEndpoint endpoint;
    private final Supplier<MailboxCalls> mailbox;
    private final Receipt receipt;
    private final Caller caller;
    private final ReentrantLock polling = new ReentrantLock();
    private ReceivedMessages received;
    private long validity;
    private long doneUpTo;

    /** @param mailbox gives what is open now, or throws when nothing is */
    MailConsumer(
            ConnectorEndpoint endpoint,
            Processor processor,
            Supplier<MailboxCalls> mailbox,
            Receipt receipt,
            Caller caller) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.mailbox = mailbox;
        this.receipt = receipt;
        this.caller = caller;
        setInitialDelay(0);
        setDelay(receipt.pollInterval().toMillis());
    }

    @Override
    protected void doStart() throws Exception {
        requireAlone();
        received = new ReceivedMessages(
                ConsumerState.seenKeys(endpoint.getCamelContext()), receipt.source(), receipt.rememberFor());
        super.doStart();
    }

    private void requireAlone() {
        for (Route route : endpoint.getCamelContext().getRoutes()) {
            if (route.getConsumer() instanceof MailConsumer other
                    && other != this
                    && other.receipt.source().equals(receipt.source())) {
                throw refused(
                        "The routes '" + getRouteId() + "' and '" + route.getRouteId() + "' both receive the mail of '"
                                + receipt.folder()
                                + "', and would take it away from each other. Give one of them a name of its own with the option"
                                + " 'reader'.");
            }
        }
    }

    private ConnectorException refused(String sentence) {
        return caller.failure(ConnectorErrors.CONFIGURATION, sentence).build();
    }

    @Override
    protected void doStop() throws Exception {
        // The poll sees that it is to stop; what it remembers last must come before the store is closed.
        if (polling.tryLock(STOP_SECONDS, TimeUnit.SECONDS)) {
            polling.unlock();
        } else {
            LOG.warn("The route {} stops while it still waits for {}.", getRouteId(), receipt.source());
        }
        super.doStop();
    }

    @Override
    protected int poll() {
        polling.lock();
        try {
            MailboxCalls calls = mailbox.get();
            return OpenFolder.use(
                    calls.connections(), caller, receipt.folder(), true, folder -> receive(calls, folder));
        } finally {
            polling.unlock();
        }
    }

    private int receive(MailboxCalls calls, OpenFolder folder) throws MessagingException, IOException {
        if (folder.validity() != validity) {
            validity = folder.validity();
            doneUpTo = 0;
        }
        MessageSearch search =
                receipt.unseen() ? receipt.search() : receipt.search().after(doneUpTo);
        List<Message> found = search.in(folder);
        folder.loadNumbers(found.toArray(Message[]::new));
        int delivered = 0;
        boolean allDone = true;
        for (Message message : found) {
            if (!mayGoOn() || delivered >= receipt.most()) {
                break;
            }
            long uid = folder.uid(message);
            boolean settled = settledBefore(folder, message, uid);
            if (!settled && !message.isExpunged()) {
                delivered++;
                settled = deliver(calls, folder, message, uid);
            }
            allDone &= settled;
            if (allDone) {
                doneUpTo = uid;
            }
        }
        return delivered;
    }

    /** Whether a message need not be given to the route; what a kill kept from being marked is marked now. */
    private boolean settledBefore(OpenFolder folder, Message message, long uid) throws MessagingException {
        if (received.isDone(validity, uid)) {
            mark(folder, message, receipt.afterSuccess(), receipt.target());
            return true;
        }
        if (received.isGivenUp(validity, uid, receipt.attempts())) {
            mark(folder, message, receipt.afterFailure(), receipt.failureTarget());
            return true;
        }
        return false;
    }

    /** Gives a message to the route; gives whether that was the last time. */
    private boolean deliver(MailboxCalls calls, OpenFolder folder, Message message, long uid)
            throws MessagingException, IOException {
        int attempt = received.nextAttempt(validity, uid, receipt.attempts());
        boolean last = attempt >= receipt.attempts();
        DataRecord record = record(uid, calls.message(folder, message));
        RecordDelivery delivery = new RecordDelivery(this, receipt.source(), receipt.folder(), last, this::mayGoOn);
        switch (delivery.deliver(record)) {
            case COMPLETED -> {
                received.done(validity, uid);
                mark(folder, message, receipt.afterSuccess(), receipt.target());
                return true;
            }
            case SKIPPED -> {
                received.failed(validity, uid, attempt);
                mark(folder, message, receipt.afterFailure(), receipt.failureTarget());
                return true;
            }
            default -> {
                // Camel fails what is under way when a stop takes too long; that says nothing about the message.
                if (mayGoOn()) {
                    received.failed(validity, uid, attempt);
                }
                return false;
            }
        }
    }

    private DataRecord record(long uid, Map<String, Object> message) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("uid", uid);
        metadata.put("uidValidity", validity);
        metadata.put("folder", receipt.folder());
        return new DataRecord(String.valueOf(uid), message, metadata, (Instant) message.get("received"), null);
    }

    private static void mark(OpenFolder folder, Message message, Receipt.After after, String target)
            throws MessagingException {
        Message[] one = {message};
        switch (after) {
            case SEEN -> set(folder, message, Flag.SEEN);
            case FLAG -> set(folder, message, Flag.FLAGGED);
            case MOVE -> MessageMarks.move(folder, one, target);
            case DELETE -> MessageMarks.delete(folder, one);
            case LEAVE -> {}
        }
    }

    private static void set(OpenFolder folder, Message message, Flag flag) throws MessagingException {
        if (!message.isSet(flag)) {
            MessageMarks.set(folder, new Message[] {message}, flag, true);
        }
    }

    private boolean mayGoOn() {
        return isRunAllowed() && !isSuspendingOrSuspended();
    }
}
