/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.runtime.durability.RunWatch;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar on the terminal; nothing when standard error is none, so that logs stay lines. */
final class Progress implements AutoCloseable {

    private static final int REFRESH_MILLIS = 200;

    private final ProgressBar bar;

    /** @param visible whether standard error is a terminal */
    Progress(boolean visible) {
        bar = visible
                ? new ProgressBarBuilder()
                        .setTaskName("Executions")
                        .setInitialMax(0)
                        .setUpdateIntervalMillis(REFRESH_MILLIS)
                        .setStyle(ProgressBarStyle.ASCII)
                        .showSpeed()
                        .setConsumer(new ConsoleProgressBarConsumer(System.err))
                        .build()
                : null;
    }

    void show(RunWatch watch) {
        if (bar != null) {
            bar.maxHint(watch.known());
            bar.stepTo(watch.ended());
            long dead = watch.deadLettered();
            bar.setExtraMessage(dead == 0 ? "" : dead + " dead letters");
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
