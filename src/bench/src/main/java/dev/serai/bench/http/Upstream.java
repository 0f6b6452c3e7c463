/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.http;

import io.vertx.core.Vertx;

/** The other service, as a process: answers at once for every article. */
final class Upstream {

    private Upstream() {}

    /** Listens on the port that is the first argument. */
    public static void main(String... arguments) {
        Vertx.vertx()
                .createHttpServer()
                .requestHandler(request -> {
                    String path = request.path();
                    request.response()
                            .putHeader("Content-Type", "application/json")
                            .end(Order.article(path.substring(path.lastIndexOf('/') + 1)));
                })
                .listen(Integer.parseInt(arguments[0]), "127.0.0.1")
                .onFailure(failure -> System.exit(1));
    }
}
