/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.sql;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import dev.serai.connector.RecordCursor;
import dev.serai.connector.StreamRequest;
import dev.serai.connector.registry.ConnectorRegistry;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.postgresql.PGConnection;

/** The process of {@link CsvLoad} that loads. */
final class CsvLoading {

    static final String FILE = "orders.csv";

    private static final String COPY = "COPY loaded FROM STDIN WITH (FORMAT csv, HEADER)";
    private static final String DRIVER = "driver's COPY";
    private static final String PSQL = "psql \\copy";

    private final Database database;
    private final Path file;
    private final int records;
    private final Map<String, List<Double>> rates = new LinkedHashMap<>();
    private final Map<String, Long> peaks = new LinkedHashMap<>();

    private CsvLoading(Database database, Path file, int records) {
        this.database = database;
        this.file = file;
        this.records = records;
    }

    /** @param arguments the file's folder, the number of its records, and how often each way is measured */
    public static void main(String... arguments) throws Exception {
        try (Database database = Database.start("CREATE TABLE loaded (id integer PRIMARY KEY, customer text NOT NULL,"
                + " total numeric(10, 2) NOT NULL, placed timestamp NOT NULL, note text NOT NULL)")) {
            Path folder = Path.of(arguments[0]);
            new CsvLoading(database, folder.resolve(FILE), Integer.parseInt(arguments[1]))
                    .run(Integer.parseInt(arguments[2]));
        }
    }

    private void run(int rounds) throws Exception {
        List<Contender> contenders = new ArrayList<>(List.of(new Contender("Serai", route())));
        contenders.add(new Contender(DRIVER, turn -> copyByDriver()));
        if (isOnPath("psql")) {
            contenders.add(new Contender(PSQL, turn -> copyByPsql()));
        }
        for (Contender contender : contenders) {
            measure(contender);
        }
        rates.clear();
        for (int round = 0; round < rounds; round++) {
            for (Contender contender : contenders) {
                measure(contender);
            }
        }
        print(rounds, contenders.get(contenders.size() - 1).name());
    }

    /** The records are read as they are sent: the whole file is never in memory. */
    private Contender.Work route() throws Exception {
        CamelContext context = database.context();
        Path declaration = Files.writeString(file.resolveSibling("connectors.yaml"), """
                connectors:
                  - { name: files, type: file, connection: { directory: . } }
                """);
        ConnectorRegistry.of(context).declareFrom(declaration.toString());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:load").to("connector:db/bulkInsert?table=loaded");
            }
        });
        ProducerTemplate template = context.createProducerTemplate();
        return turn -> {
            try (RecordCursor cursor =
                    ConnectorRegistry.of(context).get("files").stream(new StreamRequest(FILE, Map.of()))) {
                return template.requestBody("direct:load", cursor, Long.class).intValue();
            }
        };
    }

    private int copyByDriver() throws Exception {
        try (Connection connection = database.plain().getConnection();
                InputStream in = Files.newInputStream(file)) {
            return (int) connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY, in, 1 << 16);
        }
    }

    private int copyByPsql() throws IOException, InterruptedException {
        String url = database.plain().getJdbcUrl().replaceFirst("^jdbc:", "");
        Process psql = new ProcessBuilder(
                        "psql",
                        "--no-psqlrc",
                        "--quiet",
                        "--username=postgres",
                        "--command=\\" + COPY.toLowerCase(Locale.ROOT).replace("stdin", "'" + file + "'"),
                        url)
                .inheritIO()
                .start();
        return psql.waitFor() == 0 ? records : 0;
    }

    private static boolean isOnPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private void measure(Contender contender) throws Exception {
        database.execute("TRUNCATE loaded");
        List<MemoryPoolMXBean> heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
        System.gc();
        heap.forEach(MemoryPoolMXBean::resetPeakUsage);
        long start = System.nanoTime();
        int loaded = contender.work().run(0);
        double seconds = (System.nanoTime() - start) / 1e9;
        long peak =
                heap.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        if (loaded != records) {
            throw new IllegalStateException(contender.name() + " loaded " + loaded + " records of " + records + ".");
        }
        rates.computeIfAbsent(contender.name(), name -> new ArrayList<>()).add(records / seconds);
        peaks.merge(contender.name(), peak, Math::max);
    }

    private void print(int rounds, String baseline) {
        String[][] table = rates.entrySet().stream()
                .map(entry -> {
                    double median = Race.median(entry.getValue());
                    return new String[] {
                        entry.getKey(),
                        String.format(Locale.ROOT, "%,.0f", median),
                        String.format(Locale.ROOT, "%.2f x", median / Race.median(rates.get(DRIVER))),
                        String.format(Locale.ROOT, "%.2f x", median / Race.median(rates.get(baseline))),
                        entry.getKey().equals(PSQL)
                                ? "-"
                                : String.format(Locale.ROOT, "%,d MB", peaks.get(entry.getKey()) >> 20)
                    };
                })
                .toArray(String[][]::new);
        System.out.println();
        System.out.printf(
                Locale.ROOT,
                "%,d records of a CSV of %,d MB into PostgreSQL, %d rounds, a heap of at most %,d MB%n",
                records,
                file.toFile().length() >> 20,
                rounds,
                Runtime.getRuntime().maxMemory() >> 20);
        System.out.println(AsciiTable.getTable(
                new Column[] {
                    new Column().header("").dataAlign(HorizontalAlign.LEFT),
                    new Column().header("records/s"),
                    new Column().header("of " + DRIVER),
                    new Column().header("of " + baseline),
                    new Column().header("peak heap")
                },
                table));
    }
}
