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
 * what comes next may block. Whoever knows that nothing which follows blocks {@linkplain #run says so}; a call that is
 * begun then ends on the same event loop, without changing threads, and so does what follows it.
 */
public final class EventLoopCallers {

    private static final ThreadLocal<Admission> OF_THIS_THREAD = ThreadLocal.withInitial(Admission::new);

    private EventLoopCallers() {}

    /** Runs steps on an event loop of which nothing blocks, neither now nor after a reply. */
    public static void run(Runnable steps) {
        Admission admission = OF_THIS_THREAD.get();
        boolean before = admission.given;
        admission.given = true;
        try {
            steps.run();
        } finally {
            admission.given = before;
        }
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
                run(task);
            } else {
                context.runOnContext(now -> run(task));
            }
        };
    }

    /** Whether whoever calls now is admitted. */
    static boolean isOne() {
        return OF_THIS_THREAD.get().given && Context.isOnEventLoopThread();
    }

    /** Whether the thread that has it runs such steps now. */
    private static final class Admission {
        private boolean given;
    }
}
