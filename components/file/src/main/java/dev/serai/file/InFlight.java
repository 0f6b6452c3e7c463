/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.connector.Caller;
import java.time.Duration;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The records of one file that are under way in the route, and how far the file is done. Thread-safe. */
final class InFlight {

    private final Semaphore places;
    private final int concurrency;
    private final boolean skipsFailures;
    private final TreeSet<Long> ahead = new TreeSet<>();
    private long completed;
    private long records;
    private long failures;
    private Failed first;
    private volatile boolean allTaken;

    /**
     * @param concurrency how many may be under way
     * @param completed the number of the last record that was done before
     * @param skipsFailures whether a failed record counts as done
     */
    InFlight(int concurrency, long completed, boolean skipsFailures) {
        this.places = new Semaphore(concurrency);
        this.concurrency = concurrency;
        this.completed = completed;
        this.skipsFailures = skipsFailures;
    }

    /** Waits for a free place and takes it; gives false when there was none in time. */
    boolean take(Duration wait) throws InterruptedException {
        return places.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits for all that was sent; gives false when not all came back in time. Nothing is sent after it. */
    boolean takeAll(Duration wait) throws InterruptedException {
        if (!allTaken) {
            allTaken = places.tryAcquire(concurrency, wait.toMillis(), TimeUnit.MILLISECONDS);
        }
        return allTaken;
    }

    /** A record came back; its place is free. */
    void done(long number, long line, Exception failure) {
        synchronized (this) {
            records++;
            if (failure == null || skipsFailures) {
                ahead.add(number);
                while (!ahead.isEmpty() && ahead.first() == completed + 1) {
                    completed = ahead.pollFirst();
                }
            } else {
                failures++;
                first = first == null || first.number > number ? new Failed(number, line, failure) : first;
            }
        }
        places.release();
    }

    /** The number of the last record that is done, as all before it are; 0 for none. */
    synchronized long completed() {
        return completed;
    }

    synchronized boolean hasFailed() {
        return first != null;
    }

    /** Throws when a record failed. */
    synchronized void throwFailure(Caller caller, String file) {
        if (first != null) {
            throw caller.failure(
                            FileErrors.RECORDS_FAILED,
                            "The file " + file + ": the route failed for " + failures + " of " + records
                                    + " records, first for the one in line " + first.line() + ": "
                                    + first.failure().getMessage())
                    .detail("file", file)
                    .detail("line", first.line())
                    .cause(first.failure())
                    .build();
        }
    }

    private record Failed(long number, long line, Exception failure) {}
}
