/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.http.decision;

import java.util.List;

/**
 * On which thread a route that answers HTTP requests runs, and why.
 *
 * @param routeId of the route
 * @param from what it receives from, as written
 * @param file the file's name, or the empty text when the route came from none
 * @param line as Camel knows it, or 0
 * @param onEventLoop whether it runs on the event loop that reads the request; otherwise on a worker
 * @param setting the setting that decided it, or the empty text when the steps did
 * @param reasons what may block, in the order of the steps; empty when nothing may
 */
public record RouteThread(
        String routeId, String from, String file, int line, boolean onEventLoop, String setting, List<Reason> reasons) {

    public RouteThread {
        reasons = List.copyOf(reasons);
    }

    /**
     * Something that may block.
     *
     * @param file the file's name, or the empty text when it came from none
     * @param line as Camel knows it, or 0
     * @param step the step's name in the model
     * @param sentence says why it may block
     */
    public record Reason(String file, int line, String step, String sentence) {

        @Override
        public String toString() {
            return file.isEmpty() || line == 0 ? sentence : file + ":" + line + ": " + sentence;
        }
    }
}
