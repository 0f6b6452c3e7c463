/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DynamicMessage;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/** Streams of a server that do not end, and keep to the client's pace. */
final class Endless {

    private Endless() {}

    /** Sends as much as the client takes, until it cancels. */
    static void send(InventoryServer.Call call, String json) {
        send(call, json, new AtomicLong());
    }

    /** @param sent counts what went out */
    static void send(InventoryServer.Call call, String json, AtomicLong sent) {
        send(call, json, sent, Long.MAX_VALUE);
    }

    /** Sends so many, and ends. */
    static void send(InventoryServer.Call call, String json, long most) {
        send(call, json, new AtomicLong(), most);
    }

    private static void send(InventoryServer.Call call, String json, AtomicLong sent, long most) {
        ServerCallStreamObserver<DynamicMessage> replies = call.replies();
        DynamicMessage message = call.message(json);
        AtomicBoolean ended = new AtomicBoolean();
        call.whenReady(() -> {
            while (replies.isReady() && !replies.isCancelled() && sent.get() < most) {
                sent.incrementAndGet();
                replies.onNext(message);
            }
            if (sent.get() >= most && ended.compareAndSet(false, true)) {
                replies.onCompleted();
            }
        });
    }

    static void awaitCancelled(InventoryServer.Call call) {
        Awaitility.await("the server is told that nobody wants more")
                .untilAsserted(() -> assertThat(call.cancelled()).isTrue());
    }
}
