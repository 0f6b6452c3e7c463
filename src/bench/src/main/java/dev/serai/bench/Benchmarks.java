/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench;

import dev.serai.bench.durable.DurableJob;
import dev.serai.bench.durable.Growth;
import dev.serai.bench.durable.Recovery;
import dev.serai.bench.file.CsvFile;
import dev.serai.bench.http.HttpOrder;
import dev.serai.bench.messaging.KafkaStream;
import dev.serai.bench.messaging.RabbitMqStream;
import dev.serai.bench.sql.BulkInserts;
import dev.serai.bench.sql.CsvLoad;
import dev.serai.bench.sql.SqlQueries;
import dev.serai.bench.start.StartUp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs one benchmark, or all of them, and prints what each costs beside its baseline. */
@Command(
        name = "benchmarks",
        mixinStandardHelpOptions = true,
        description = "Measures what Serai costs, beside bare Camel in the same run. Without a command, runs all.",
        subcommandsRepeatable = true)
public final class Benchmarks implements Runnable {

    /** Runs the benchmarks that the arguments name. */
    public static void main(String... arguments) {
        System.exit(new CommandLine(new Benchmarks()).execute(arguments));
    }

    @Override
    public void run() {
        connectorCall();
        durableStep();
        durableJob(DurableJob.EXECUTIONS, DurableJob.ROUNDS, List.of(DurableJob.STORES.split(",", -1)));
        recovery(Recovery.EXECUTIONS, Recovery.ROUNDS, List.of(DurableJob.STORES.split(",", -1)));
        growth(Growth.STEPS, Growth.CONTENT_BYTES, DurableJob.ROUNDS, List.of(DurableJob.STORES.split(",", -1)));
        largeWorkflow();
        orderPipeline(OrderPipeline.WORKSPACE, OrderPipeline.RUNS);
        httpOrder(Integer.parseInt(HttpOrder.CONNECTIONS), Integer.parseInt(HttpOrder.WARM_UP), new Rounds());
        sql(Integer.parseInt(SqlQueries.CALLERS), new Rounds());
        sqlBulk(new Rounds());
        sqlCsv(CsvLoad.RECORDS, Rounds.NUMBER);
        fileCsv(CsvFile.SIZE, Rounds.NUMBER);
        streamKafka(KafkaStream.MESSAGES, Rounds.NUMBER);
        streamRabbitMq(RabbitMqStream.MESSAGES, Rounds.NUMBER);
        startUp(StartUp.ROUNDS);
    }

    @Command(name = "connector-call", description = "One connector call without I/O, beside a bare Camel producer.")
    void connectorCall() {
        measure(ConnectorCall.class, new Comparison("A connector call without I/O", "bareCamel", "call", List.of()));
    }

    @Command(
            name = "durable-step",
            description = "One durable step without I/O of its own, beside the same step in a bare Camel route.")
    void durableStep() {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        System.out.println("Stores lie in " + folder + ", on " + fileSystem(folder) + ".");
        measure(
                DurableStep.class,
                new Comparison("A durable step without I/O of its own", "bareCamel", "step", List.of("commits")));
    }

    @Command(
            name = "durable-job",
            description = "Executions of three recorded steps, 32 and 256 at once, in process and over HTTP, beside a"
                    + " bare loop of group commits and a program with five commits for each.")
    void durableJob(
            @Option(
                            names = "--executions",
                            paramLabel = "N",
                            defaultValue = "" + DurableJob.EXECUTIONS,
                            description = "How many each round has; ${DEFAULT-VALUE} by default.")
                    int executions,
            @Option(
                            names = "--rounds",
                            paramLabel = "N",
                            defaultValue = "" + DurableJob.ROUNDS,
                            description = "How many rounds each way is measured; ${DEFAULT-VALUE} by default.")
                    int rounds,
            @Option(
                            names = "--stores",
                            paramLabel = "STORE",
                            split = ",",
                            defaultValue = DurableJob.STORES,
                            description = "On which stores; ${DEFAULT-VALUE} by default.")
                    List<String> stores) {
        run(new DurableJob(executions, rounds, stores)::run);
    }

    @Command(
            name = "recovery",
            description = "A process that is killed with 10,000 executions in flight, and the next one.")
    void recovery(
            @Option(
                            names = "--executions",
                            paramLabel = "N",
                            defaultValue = "" + Recovery.EXECUTIONS,
                            description = "How many are in flight; ${DEFAULT-VALUE} by default.")
                    int executions,
            @Option(
                            names = "--rounds",
                            paramLabel = "N",
                            defaultValue = "" + Recovery.ROUNDS,
                            description = "How often a process is killed; ${DEFAULT-VALUE} by default.")
                    int rounds,
            @Option(
                            names = "--stores",
                            paramLabel = "STORE",
                            split = ",",
                            defaultValue = DurableJob.STORES,
                            description = "On which stores; ${DEFAULT-VALUE} by default.")
                    List<String> stores) {
        run(new Recovery(executions, rounds, stores)::run);
    }

    @Command(
            name = "growth",
            description = "Executions on a store with millions of recorded steps, beside the same on an empty one.")
    void growth(
            @Option(
                            names = "--steps",
                            paramLabel = "N",
                            defaultValue = "" + Growth.STEPS,
                            description = "How many are recorded already; ${DEFAULT-VALUE} by default.")
                    long steps,
            @Option(
                            names = "--content-bytes",
                            paramLabel = "N",
                            defaultValue = "" + Growth.CONTENT_BYTES,
                            description =
                                    "How long each of their inputs and outputs is, as long as those that are measured or"
                                            + " shorter; ${DEFAULT-VALUE} by default.")
                    int bytes,
            @Option(
                            names = "--rounds",
                            paramLabel = "N",
                            defaultValue = "" + DurableJob.ROUNDS,
                            description = "How many rounds each is measured; ${DEFAULT-VALUE} by default.")
                    int rounds,
            @Option(
                            names = "--stores",
                            paramLabel = "STORE",
                            split = ",",
                            defaultValue = DurableJob.STORES,
                            description = "On which stores; ${DEFAULT-VALUE} by default.")
                    List<String> stores) {
        run(new Growth(steps, bytes, rounds, stores)::run);
    }

    @Command(name = "large-workflow", description = "A workflow of 1,000 steps: validated, loaded and run.")
    void largeWorkflow() {
        run(new LargeWorkflow()::run);
    }

    private static void run(Scenario scenario) {
        try {
            scenario.run();
        } catch (Exception e) {
            throw new IllegalStateException("It could not be measured: " + e.getMessage(), e);
        }
    }

    /** A benchmark that prints its own figures. */
    private interface Scenario {
        void run() throws Exception;
    }

    @Command(
            name = "order-pipeline",
            description = "The whole workspace, launched as a process on a fresh copy each time.")
    void orderPipeline(
            @Option(
                            names = "--workspace",
                            paramLabel = "DIR",
                            defaultValue = OrderPipeline.WORKSPACE,
                            description = "The workspace to run; ${DEFAULT-VALUE} by default.")
                    String workspace,
            @Option(
                            names = "--runs",
                            paramLabel = "N",
                            defaultValue = "" + OrderPipeline.RUNS,
                            description = "How often it is run; ${DEFAULT-VALUE} by default.")
                    int runs) {
        new OrderPipeline(Path.of(workspace), runs).run();
    }

    @Command(
            name = "http-order",
            description = "A route that answers over HTTP, beside bare Camel and a service written by hand.")
    void httpOrder(
            @Option(
                            names = "--connections",
                            paramLabel = "N",
                            defaultValue = HttpOrder.CONNECTIONS,
                            description = "How many connections send orders; ${DEFAULT-VALUE} by default.")
                    int connections,
            @Option(
                            names = "--warm-up",
                            paramLabel = "SECONDS",
                            defaultValue = HttpOrder.WARM_UP,
                            description = "How long each server is warmed up; ${DEFAULT-VALUE} by default.")
                    int warmUp,
            @Mixin Rounds rounds) {
        run(new HttpOrder(connections, warmUp, rounds.duration(), rounds.number())::run);
    }

    @Command(
            name = "sql",
            description = "Queries of PostgreSQL, beside camel-sql, camel-jdbc and plain JDBC with HikariCP.")
    void sql(
            @Option(
                            names = "--callers",
                            paramLabel = "N",
                            defaultValue = SqlQueries.CALLERS,
                            description = "How many call at once, besides a lone one; ${DEFAULT-VALUE} by default.")
                    int callers,
            @Mixin Rounds rounds) {
        run(new SqlQueries(callers, rounds.duration(), rounds.number())::run);
    }

    @Command(
            name = "sql-bulk",
            description = "100,000 rows inserted into PostgreSQL, beside batches of camel-sql and of plain JDBC.")
    void sqlBulk(@Mixin Rounds rounds) {
        run(new BulkInserts(rounds.duration(), rounds.number())::run);
    }

    @Command(
            name = "sql-csv",
            description = "A large CSV loaded into PostgreSQL, beside psql and the driver's COPY of the same file.")
    void sqlCsv(
            @Option(
                            names = "--records",
                            paramLabel = "N",
                            defaultValue = "" + CsvLoad.RECORDS,
                            description = "How many records the file has; ${DEFAULT-VALUE} by default.")
                    int records,
            @Option(
                            names = "--rounds",
                            paramLabel = "N",
                            defaultValue = "" + Rounds.NUMBER,
                            description = "How often it is loaded each way; ${DEFAULT-VALUE} by default.")
                    int rounds) {
        run(new CsvLoad(records, rounds)::run);
    }

    @Command(
            name = "file-csv",
            description = "A large CSV read into records and written from them, beside commons-csv and the bare file.")
    void fileCsv(
            @Option(
                            names = "--size",
                            paramLabel = "MB",
                            defaultValue = "" + CsvFile.SIZE,
                            description = "How large the file is; ${DEFAULT-VALUE} by default.")
                    int size,
            @Option(
                            names = "--rounds",
                            paramLabel = "N",
                            defaultValue = "" + Rounds.NUMBER,
                            description = "How often it is read and written each way; ${DEFAULT-VALUE} by default.")
                    int rounds) {
        run(new CsvFile(size, rounds)::run);
    }

    @Command(
            name = "stream-kafka",
            description =
                    "Messages from topic to topic through a route, beside camel-kafka and a loop on Kafka's client.")
    void streamKafka(
            @Option(
                            names = "--messages",
                            paramLabel = "N",
                            defaultValue = "" + KafkaStream.MESSAGES,
                            description = "How many messages a round has; ${DEFAULT-VALUE} by default.")
                    int messages,
            @Option(
                            names = "--rounds",
                            paramLabel = "N",
                            defaultValue = "" + Rounds.NUMBER,
                            description = "How many rounds each way is measured; ${DEFAULT-VALUE} by default.")
                    int rounds) {
        run(new KafkaStream(messages, rounds)::run);
    }

    @Command(
            name = "stream-rabbitmq",
            description = "Messages from queue to queue through a route, beside camel-spring-rabbitmq and a loop on"
                    + " RabbitMQ's client.")
    void streamRabbitMq(
            @Option(
                            names = "--messages",
                            paramLabel = "N",
                            defaultValue = "" + RabbitMqStream.MESSAGES,
                            description = "How many messages a round has; ${DEFAULT-VALUE} by default.")
                    int messages,
            @Option(
                            names = "--rounds",
                            paramLabel = "N",
                            defaultValue = "" + Rounds.NUMBER,
                            description = "How many rounds each way is measured; ${DEFAULT-VALUE} by default.")
                    int rounds) {
        run(new RabbitMqStream(messages, rounds)::run);
    }

    @Command(
            name = "start-up",
            description = "From a process to its first execution, a thousand workflows, and memory when idle, beside"
                    + " bare Camel.")
    void startUp(
            @Option(
                            names = "--rounds",
                            paramLabel = "N",
                            defaultValue = "" + StartUp.ROUNDS,
                            description = "How often each is started; ${DEFAULT-VALUE} by default.")
                    int rounds) {
        run(new StartUp(rounds)::run);
    }

    private static void measure(Class<?> benchmark, Comparison comparison) {
        try {
            comparison.print(new Runner(new OptionsBuilder()
                            .include("^" + benchmark.getName().replace(".", "\\.") + "\\.")
                            .addProfiler(GCProfiler.class)
                            .shouldFailOnError(true)
                            .build())
                    .run());
        } catch (RunnerException e) {
            throw new IllegalStateException(benchmark.getSimpleName() + " could not be measured: " + e.getMessage(), e);
        }
    }

    private static String fileSystem(Path folder) {
        try {
            return Files.getFileStore(folder).type();
        } catch (IOException e) {
            return "an unknown file system";
        }
    }
}
