/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.durability;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.spi.PollingConsumerPollStrategy;
import org.apache.camel.support.ScheduledPollConsumer;

/**
 * Knows when every trigger that polls has looked for work. Triggers that are called from outside never look, so they
 * do not count.
 */
final class TriggerPolls {

    private final List<Watch> watches = new ArrayList<>();

    TriggerPolls(CamelContext camelContext) {
        for (Route route : camelContext.getRoutes()) {
            if (route.getConsumer() instanceof ScheduledPollConsumer consumer) {
                Watch watch = new Watch(consumer.getPollStrategy());
                consumer.setPollStrategy(watch);
                watches.add(watch);
            }
        }
    }

    /** Whether every trigger has begun and ended a look since a moment of {@link System#nanoTime()}. */
    boolean allPolledSince(long moment) {
        return watches.stream().allMatch(watch -> watch.lastCompleteBegin.get() - moment > 0);
    }

    /** Hears of each poll and passes it on. */
    private static final class Watch implements PollingConsumerPollStrategy {
        private final PollingConsumerPollStrategy next;
        private final AtomicLong lastCompleteBegin = new AtomicLong(Long.MIN_VALUE / 2);
        private volatile long begin;

        Watch(PollingConsumerPollStrategy next) {
            this.next = next;
        }

        @Override
        public boolean begin(Consumer consumer, Endpoint endpoint) {
            begin = System.nanoTime();
            return next.begin(consumer, endpoint);
        }

        @Override
        public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
            lastCompleteBegin.set(begin);
            next.commit(consumer, endpoint, polledMessages);
        }

        @Override
        public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause)
                throws Exception {
            return next.rollback(consumer, endpoint, retryCounter, cause);
        }
    }
}
