/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How long and how often those that take turns are measured. */
final class Rounds {

    static final int SECONDS = 5;
    static final int NUMBER = 7;

    @Option(
            names = "--duration",
            paramLabel = "SECONDS",
            defaultValue = "" + SECONDS,
            description = "How long each round takes; ${DEFAULT-VALUE} by default.")
    private int seconds = SECONDS;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "" + NUMBER,
            description = "How many rounds each way is measured; ${DEFAULT-VALUE} by default.")
    private int number = NUMBER;

    Duration duration() {
        return Duration.ofSeconds(seconds);
    }

    int number() {
        return number;
    }
}
