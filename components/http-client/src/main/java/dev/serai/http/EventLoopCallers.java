/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;

/**
 * Callers that get their replies on the event loop that they call from. A reply is handed to a pool of threads, because
 * what comes next may block. Whoever knows that nothing which follows blocks says so of the Vert.x context that it runs
 * on; a call that is begun there ends there, without changing threads.
 */
public final class EventLoopCallers {

    private static final Object ADMITTED = EventLoopCallers.class;

    private EventLoopCallers() {}

    /** Says of a context that nothing which follows a reply blocks; best one that lives as long as one request. */
    public static void admit(Context context) {
        context.putLocal(ADMITTED, true);
    }

    /** Where a call that is begun now ends: on the caller's own event loop when it is admitted, else elsewhere. */
    static Executor executor(Executor elsewhere) {
        if (!isOne()) {
            return elsewhere;
        }
        Context context = Vertx.currentContext();
        Thread loop = Thread.currentThread();
        return task -> {
            if (Thread.currentThread().equals(loop)) {
                task.run();
            } else {
                context.runOnContext(now -> task.run());
            }
        };
    }

    /** Whether whoever calls now is admitted. */
    static boolean isOne() {
        Context context = Vertx.currentContext();
        return context != null && Context.isOnEventLoopThread() && context.getLocal(ADMITTED) != null;
    }
}
