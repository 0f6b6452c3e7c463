/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.file;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import dev.serai.connector.RecordCursor;
import dev.serai.connector.StreamRequest;
import dev.serai.connector.registry.ConnectorRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/** The process of {@link CsvFile} that reads and writes. */
final class CsvWork {

    static final String FILE = "orders.csv";

    private static final String WRITTEN = "written.csv";
    private static final String LIBRARY = "commons-csv";
    private static final String RAW = "raw";
    private static final String[] COLUMNS = {"id", "customer", "total", "placed", "note"};

    private final Path folder;
    private final long records;

    private CsvWork(Path folder, long records) {
        this.folder = folder;
        this.records = records;
    }

    /** @param arguments the file's folder, the number of its records, and how often each way is measured */
    public static void main(String... arguments) throws Exception {
        new CsvWork(Path.of(arguments[0]), Long.parseLong(arguments[1])).run(Integer.parseInt(arguments[2]));
    }

    private void run(int rounds) throws Exception {
        Path declaration = Files.writeString(folder.resolve("connectors.yaml"), """
                connectors:
                  - { name: files, type: file, connection: { directory: . }, timeout: 1h }
                """);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            ConnectorRegistry registry = ConnectorRegistry.of(context);
            registry.declareFrom(declaration.toString());
            context.start();
            ProducerTemplate template = context.createProducerTemplate();
            Map<String, Work> reading = new LinkedHashMap<>();
            reading.put("Serai", () -> readBySerai(registry));
            reading.put(LIBRARY + " into maps", () -> readByLibrary(true));
            reading.put(LIBRARY, () -> readByLibrary(false));
            reading.put(RAW, this::readRaw);
            compare("read", reading, rounds);
            Map<String, Work> writing = new LinkedHashMap<>();
            writing.put("Serai", () -> {
                template.sendBody("connector:files/write?path=" + WRITTEN, rows());
                return records;
            });
            writing.put(LIBRARY, this::writeByLibrary);
            writing.put(RAW, this::writeRaw);
            compare("written", writing, rounds);
            registry.stop();
        }
    }

    private static long readBySerai(ConnectorRegistry registry) {
        long count = 0;
        try (RecordCursor cursor = registry.get("files").stream(new StreamRequest(FILE, Map.of()))) {
            while (cursor.hasNext()) {
                count += cursor.next().data().size() / COLUMNS.length;
            }
        }
        return count;
    }

    private long readByLibrary(boolean maps) throws IOException {
        long count = 0;
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (CSVParser parser = format.parse(Files.newBufferedReader(folder.resolve(FILE)))) {
            for (CSVRecord row : parser) {
                count += (maps ? row.toMap().size() : row.size()) / COLUMNS.length;
            }
        }
        return count;
    }

    private long readRaw() throws IOException {
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(folder.resolve(FILE))) {
            while (in.read(buffer) >= 0) {
                buffer[0]++;
            }
        }
        return records;
    }

    private Iterator<Map<String, Object>> rows() {
        return new Iterator<>() {
            private long made;

            @Override
            public boolean hasNext() {
                return made < records;
            }

            @Override
            public Map<String, Object> next() {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("id", made);
                row.put("customer", "customer " + made % 1000);
                row.put("total", "123.45");
                row.put("placed", "2026-11-01T12:00:00");
                row.put("note", "as ordered, no. " + made);
                made++;
                return row;
            }
        };
    }

    private long writeByLibrary() throws IOException {
        Path file = folder.resolve(WRITTEN);
        try (Writer out = Files.newBufferedWriter(file);
                CSVPrinter printer = CSVFormat.RFC4180.print(out)) {
            printer.printRecord((Object[]) COLUMNS);
            Iterator<Map<String, Object>> rows = rows();
            while (rows.hasNext()) {
                printer.printRecord(rows.next().values());
            }
        }
        force(file);
        return records;
    }

    private long writeRaw() throws IOException {
        Path file = folder.resolve(WRITTEN);
        byte[] buffer = new byte[1 << 16];
        long left = Files.size(folder.resolve(FILE));
        try (OutputStream out = Files.newOutputStream(file)) {
            for (; left > 0; left -= buffer.length) {
                out.write(buffer, 0, (int) Math.min(left, buffer.length));
            }
        }
        force(file);
        return records;
    }

    /** As the connector does before it gives the file its name. */
    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private void compare(String done, Map<String, Work> contenders, int rounds) throws Exception {
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        Map<String, Long> peaks = new LinkedHashMap<>();
        for (int round = -1; round < rounds; round++) {
            for (Map.Entry<String, Work> contender : contenders.entrySet()) {
                double took = measure(contender.getKey(), contender.getValue(), peaks);
                // The first round warms up.
                if (round >= 0) {
                    seconds.computeIfAbsent(contender.getKey(), name -> new ArrayList<>())
                            .add(took);
                }
            }
        }
        print(done, seconds, peaks, rounds);
    }

    private double measure(String name, Work work, Map<String, Long> peaks) throws Exception {
        List<MemoryPoolMXBean> heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
        System.gc();
        heap.forEach(MemoryPoolMXBean::resetPeakUsage);
        long start = System.nanoTime();
        long count = work.run();
        double took = (System.nanoTime() - start) / 1e9;
        long peak =
                heap.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        if (count != records) {
            throw new IllegalStateException(name + " had " + count + " records in place of " + records + ".");
        }
        peaks.merge(name, peak, Math::max);
        return took;
    }

    private void print(String done, Map<String, List<Double>> seconds, Map<String, Long> peaks, int rounds) {
        double megabytes = folder.resolve(FILE).toFile().length() / (double) (1 << 20);
        String[][] table = seconds.entrySet().stream()
                .map(entry -> {
                    double median = median(entry.getValue());
                    return new String[] {
                        entry.getKey(),
                        String.format(Locale.ROOT, "%.2f", median),
                        String.format(Locale.ROOT, "%,.0f", megabytes / median),
                        String.format(Locale.ROOT, "%.2f x", median / median(seconds.get(LIBRARY))),
                        String.format(Locale.ROOT, "%.2f x", median / median(seconds.get(RAW))),
                        String.format(Locale.ROOT, "%,d MB", peaks.get(entry.getKey()) >> 20)
                    };
                })
                .toArray(String[][]::new);
        System.out.println();
        System.out.printf(
                Locale.ROOT,
                "%,d records of a CSV of %,.0f MB %s, %d rounds, a heap of at most %,d MB%n",
                records,
                megabytes,
                done,
                rounds,
                Runtime.getRuntime().maxMemory() >> 20);
        System.out.println(AsciiTable.getTable(
                new Column[] {
                    new Column().header("").dataAlign(HorizontalAlign.LEFT),
                    new Column().header("seconds"),
                    new Column().header("MB/s"),
                    new Column().header("of " + LIBRARY),
                    new Column().header("of " + RAW),
                    new Column().header("peak heap")
                },
                table));
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** Reads or writes the file, and gives the number of records. */
    @FunctionalInterface
    private interface Work {
        long run() throws Exception;
    }
}
