/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The event loops of one Camel context, shared by all of its connectors that speak HTTP. A {@link Vertx} that is in
 * Camel's registry is used, or one that was {@linkplain #lend lent}; it belongs to whoever put it there.
 */
public final class SharedVertx extends ServiceSupport {

    private Vertx vertx;
    private boolean own;
    private int callers;

    /**
     * Makes the connectors of a context that are opened from now on use these event loops, unless one was opened before.
     * With those of the server that calls them, a call and its reply need no other thread.
     *
     * @param vertx whoever lends it closes it, after the connectors are closed
     * @param callers how many event loops will call connectors; each gets connections of its own
     */
    public static void lend(CamelContext camelContext, Vertx vertx, int callers) throws Exception {
        synchronized (SharedVertx.class) {
            SharedVertx shared = service(camelContext);
            if (shared.vertx == null) {
                shared.vertx = vertx;
                shared.callers = callers;
            }
        }
    }

    /** How many event loops call connectors; 0 when none was lent. */
    static int callers(CamelContext camelContext) throws Exception {
        synchronized (SharedVertx.class) {
            return service(camelContext).callers;
        }
    }

    static Vertx of(CamelContext camelContext) throws Exception {
        Vertx bound = camelContext.getRegistry().findSingleByType(Vertx.class);
        if (bound != null) {
            return bound;
        }
        synchronized (SharedVertx.class) {
            return service(camelContext).vertx();
        }
    }

    private static SharedVertx service(CamelContext camelContext) throws Exception {
        SharedVertx shared = camelContext.hasService(SharedVertx.class);
        if (shared == null) {
            shared = new SharedVertx();
            camelContext.addService(shared, true, true);
        }
        return shared;
    }

    private Vertx vertx() {
        if (vertx == null) {
            own = true;
            vertx = Vertx.vertx(new VertxOptions()
                    .setFileSystemOptions(new FileSystemOptions()
                            .setClassPathResolvingEnabled(false)
                            .setFileCachingEnabled(false)));
        }
        return vertx;
    }

    @Override
    protected void doStop() {
        synchronized (SharedVertx.class) {
            if (own) {
                vertx.close().toCompletionStage().toCompletableFuture().join();
            }
            vertx = null;
            own = false;
            callers = 0;
        }
    }
}
