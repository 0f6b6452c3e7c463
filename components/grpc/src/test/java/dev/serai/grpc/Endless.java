/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DynamicMessage;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/** Streams of a server that do not end, and keep to the client's pace. */
final class Endless {

    private Endless() {}

    /** Sends as much as the client takes, until it cancels; gives how many messages went out. */
    static AtomicLong send(InventoryServer.Call call, String json) {
        return send(call, json, Long.MAX_VALUE);
    }

    /** Sends so many, and ends. */
    static AtomicLong send(InventoryServer.Call call, String json, long most) {
        ServerCallStreamObserver<DynamicMessage> replies = call.replies();
        DynamicMessage message = call.message(json);
        AtomicLong sent = new AtomicLong();
        Runnable sending = () -> {
            while (replies.isReady() && !replies.isCancelled() && sent.get() < most) {
                sent.incrementAndGet();
                replies.onNext(message);
            }
            if (sent.get() >= most && sent.getAndSet(Long.MAX_VALUE) == most) {
                replies.onCompleted();
            }
        };
        call.whenReady(sending);
        return sent;
    }

    static void awaitCancelled(InventoryServer.Call call) {
        Awaitility.await("the server is told that nobody wants more")
                .untilAsserted(() -> assertThat(call.cancelled()).isTrue());
    }
}
