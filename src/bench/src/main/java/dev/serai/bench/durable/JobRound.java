/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.durable;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * What a round of executions took.
 *
 * @param processor of the program
 * @param server processor time of the database server
 * @param statements empty when nobody counted
 */
record JobRound(
        int executions, double seconds, Duration processor, Duration server, OptionalLong statements, long commits) {

    static JobRound of(Job job, int executions) throws Exception {
        OptionalLong statements = statements(job);
        long commits = job.store().commits();
        Duration server = job.store().processorTime();
        Duration processor = job.processorTime();
        long start = System.nanoTime();
        job.run(executions);
        double seconds = (System.nanoTime() - start) / 1e9;
        processor = job.processorTime().minus(processor);
        server = job.store().processorTime().minus(server);
        commits = job.store().commits() - commits;
        OptionalLong after = statements(job);
        return new JobRound(
                executions,
                seconds,
                processor,
                server,
                after.isPresent() ? OptionalLong.of(after.getAsLong() - statements.getAsLong()) : after,
                commits);
    }

    /** A server's count is preferred: it also has what the program does not count. */
    private static OptionalLong statements(Job job) {
        OptionalLong known = job.store().statements();
        return known.isPresent() ? known : job.statements();
    }

    double perSecond() {
        return executions / seconds;
    }

    /** Microseconds for each execution, of the program and of the server. */
    double cost() {
        return processor.plus(server).toNanos() / 1e3 / executions;
    }

    /** Of these, the server's. */
    double costOfServer() {
        return server.toNanos() / 1e3 / executions;
    }

    double statementsPerStep() {
        return statements.isPresent() ? (double) statements.getAsLong() / executions / Job.STEPS : Double.NaN;
    }

    double commitsPerStep() {
        return (double) commits / executions / Job.STEPS;
    }
}
