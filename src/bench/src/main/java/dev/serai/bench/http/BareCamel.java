/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.http;

import org.apache.camel.main.Main;

/** The route on bare Camel, with Camel's own HTTP server and client. */
final class BareCamel {

    private BareCamel() {}

    /** Runs the route file that is the first argument on the port that is the second. */
    public static void main(String... arguments) throws Exception {
        Main main = new Main();
        main.setDefaultPropertyPlaceholderLocation("false");
        main.addInitialProperty("camel.main.routesIncludePattern", "file:" + arguments[0]);
        main.addInitialProperty("camel.server.enabled", "true");
        main.addInitialProperty("camel.server.host", "127.0.0.1");
        main.addInitialProperty("camel.server.port", arguments[1]);
        main.run(new String[0]);
    }
}
