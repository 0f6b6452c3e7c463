/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.start;

import org.apache.camel.main.Main;

/** Camel's own launcher with routes in YAML, in a process of its own. */
public final class BareStart {

    /** What it says when all routes run. */
    static final String STARTED = "Bare Camel runs.";

    private BareStart() {}

    /** @param arguments the pattern of the route files, and {@code exit} to end when they run */
    public static void main(String... arguments) throws Exception {
        Main main = new Main();
        main.setDefaultPropertyPlaceholderLocation("false");
        main.configure().withRoutesIncludePattern(arguments[0]);
        main.start();
        System.err.println(STARTED);
        if (arguments.length > 1) {
            main.stop();
        } else {
            Thread.currentThread().join();
        }
    }
}
