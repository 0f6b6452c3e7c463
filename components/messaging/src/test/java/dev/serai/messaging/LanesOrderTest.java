/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever fails and in whatever order answers come: nothing is lost, and keys end in order in what the broker keeps. */
class LanesOrderTest {

    private static final int MESSAGES = 60;
    private static final int KEYS = 4;

    private final List<String> kept = new ArrayList<>();
    private final Set<String> settled = new HashSet<>();
    private final List<Delivery> inRoute = new ArrayList<>();
    private final List<Sending> unanswered = new ArrayList<>();
    private final List<Delivery> resting = new ArrayList<>();

    static List<Integer> seeds() {
        return new Random(4711).ints(300).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void keysEndInOrder(int seed) {
        Random random = new Random(seed);
        Lanes lanes = new Lanes(1 + random.nextInt(4));
        fill(lanes);

        work(lanes, random, MESSAGES * 1000);

        assertThat(settled).hasSize(MESSAGES);
        assertThat(lanes.active()).isZero();
        assertKeysEndInOrder();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void afterACrashTheRestComesAgainInOrder(int seed) {
        Random random = new Random(seed);
        Lanes first = new Lanes(1 + random.nextInt(4));
        fill(first);
        work(first, random, random.nextInt(400));
        first.abandon();
        inRoute.clear();
        unanswered.clear();
        resting.clear();

        Lanes second = new Lanes(1 + random.nextInt(4));
        fill(second);
        work(second, random, MESSAGES * 1000);

        assertThat(settled).hasSize(MESSAGES);
        assertKeysEndInOrder();
    }

    /** With what is not settled yet, as a broker gives it again. */
    private void fill(Lanes lanes) {
        for (int i = 0; i < MESSAGES; i++) {
            String identity = i % KEYS + "-" + i / KEYS;
            if (!settled.contains(identity)) {
                lanes.add(List.of(LanesTest.message("key" + i % KEYS, identity)));
            }
        }
    }

    private void work(Lanes lanes, Random random, int steps) {
        for (int i = 0; i < steps && settled.size() < MESSAGES; i++) {
            switch (random.nextInt(4)) {
                case 0 -> begin(lanes);
                case 1 -> leaveRoute(lanes, random);
                case 2 -> answer(lanes, random);
                default -> wake(lanes, random);
            }
        }
    }

    private void begin(Lanes lanes) {
        Delivery next = lanes.begin();
        if (next != null) {
            inRoute.add(next);
        }
    }

    private void leaveRoute(Lanes lanes, Random random) {
        if (inRoute.isEmpty()) {
            return;
        }
        Delivery delivery = inRoute.remove(random.nextInt(inRoute.size()));
        if (random.nextInt(8) == 0) {
            rest(lanes, delivery);
        } else if (lanes.handOver(delivery)) {
            boolean isKept = random.nextInt(8) > 0;
            if (isKept) {
                kept.add(delivery.message().identity());
            }
            unanswered.add(new Sending(delivery, isKept));
            lanes.handedOver(delivery);
        }
    }

    private void answer(Lanes lanes, Random random) {
        if (unanswered.isEmpty()) {
            return;
        }
        Sending sending = unanswered.remove(random.nextInt(unanswered.size()));
        // What the broker keeps may fail nevertheless.
        if (!sending.isKept || random.nextInt(8) == 0) {
            rest(lanes, sending.delivery);
            return;
        }
        List<Delivery> done = lanes.confirmed(sending.delivery);
        done.forEach(one -> assertThat(settled.add(one.message().identity())).isTrue());
        boolean unused = lanes.settled(done);
    }

    private void rest(Lanes lanes, Delivery delivery) {
        if (lanes.rest(delivery, false)) {
            resting.add(delivery);
        }
    }

    private void wake(Lanes lanes, Random random) {
        if (!resting.isEmpty()) {
            lanes.wake(resting.remove(random.nextInt(resting.size())));
        }
    }

    private void assertKeysEndInOrder() {
        Map<String, Integer> last = new HashMap<>();
        for (int i = 0; i < kept.size(); i++) {
            last.put(kept.get(i), i);
        }
        assertThat(last).hasSize(MESSAGES);
        for (int i = KEYS; i < MESSAGES; i++) {
            String before = i % KEYS + "-" + (i / KEYS - 1);
            String after = i % KEYS + "-" + i / KEYS;
            assertThat(last.get(before)).as("%s before %s", before, after).isLessThan(last.get(after));
        }
    }

    private record Sending(Delivery delivery, boolean isKept) {}
}
