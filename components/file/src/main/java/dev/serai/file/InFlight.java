/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.connector.Caller;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** The records of one file that are on their way, and what became of those that came back. Thread-safe. */
final class InFlight {

    private final Semaphore places;
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicReference<Failed> first = new AtomicReference<>();

    InFlight(int places) {
        this.places = new Semaphore(places);
    }

    /** Waits for free places and takes them; gives false when there were not enough in time. */
    boolean take(int wanted, Duration wait) throws InterruptedException {
        return places.tryAcquire(wanted, wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A record came back; its place is free. */
    void done(long line, Exception failure) {
        records.incrementAndGet();
        if (failure != null) {
            failures.incrementAndGet();
            first.compareAndSet(null, new Failed(line, failure));
        }
        places.release();
    }

    /** Throws when a record failed. */
    void throwFailure(Caller caller, String file) {
        Failed failed = first.get();
        if (failed != null) {
            throw caller.failure(
                            FileErrors.RECORDS_FAILED,
                            "The file " + file + ": the route failed for " + failures + " of " + records
                                    + " records, first for the one in line " + failed.line() + ": "
                                    + failed.failure().getMessage())
                    .detail("file", file)
                    .detail("line", failed.line())
                    .cause(failed.failure())
                    .build();
        }
    }

    private record Failed(long line, Exception failure) {}
}
