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
 * The event loops of one Camel context, shared by all of its REST connectors. A {@link Vertx} that is in Camel's
 * registry is used, and then belongs to whoever put it there.
 */
final class SharedVertx extends ServiceSupport {

    private Vertx own;

    static Vertx of(CamelContext camelContext) throws Exception {
        Vertx bound = camelContext.getRegistry().findSingleByType(Vertx.class);
        if (bound != null) {
            return bound;
        }
        synchronized (SharedVertx.class) {
            SharedVertx shared = camelContext.hasService(SharedVertx.class);
            if (shared == null) {
                shared = new SharedVertx();
                camelContext.addService(shared, true, true);
            }
            return shared.vertx();
        }
    }

    private Vertx vertx() {
        if (own == null) {
            own = Vertx.vertx(new VertxOptions()
                    .setFileSystemOptions(new FileSystemOptions()
                            .setClassPathResolvingEnabled(false)
                            .setFileCachingEnabled(false)));
        }
        return own;
    }

    @Override
    protected void doStop() {
        synchronized (SharedVertx.class) {
            if (own != null) {
                own.close().toCompletionStage().toCompletableFuture().join();
                own = null;
            }
        }
    }
}
