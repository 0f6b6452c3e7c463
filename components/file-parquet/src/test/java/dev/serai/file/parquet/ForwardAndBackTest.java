/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records are written as Parquet and read again, and nothing is lost. */
class ForwardAndBackTest {

    @TempDir
    private Path folder;

    private ParquetWorkspace files;

    @BeforeEach
    void start() {
        files = new ParquetWorkspace(folder);
    }

    @AfterEach
    void stop() {
        files.close();
    }

    private static Map<String, Object> record(Object... keysAndValues) {
        Map<String, Object> record = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            record.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return record;
    }

    @Test
    void hadoopIsNotThere() {
        assertThatThrownBy(() -> Class.forName("org.apache.hadoop.conf.Configuration"))
                .isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void everyTypeComesBackAsItWas() {
        Map<String, Object> all = record(
                "int", -7,
                "long", Long.MIN_VALUE,
                "huge", new BigInteger("123456789012345678901234567890"),
                "decimal", new BigDecimal("-12345678901234567890.10"),
                "float", 1.5f,
                "double", 0.1,
                "yes", true,
                "text", "Grüße 🌍",
                "uuid", UUID.fromString("123e4567-e89b-12d3-a456-426614174000"),
                "date", LocalDate.of(1582, 10, 4),
                "time", LocalTime.of(23, 59, 59, 123_456_000),
                "nanoTime", LocalTime.of(23, 59, 59, 123_456_789),
                "moment", Instant.parse("1969-12-31T23:59:59.999999Z"),
                "nanoMoment", Instant.parse("2026-02-28T10:00:00.123456789Z"),
                "local", LocalDateTime.parse("2026-02-28T10:00:00.000001"),
                "list", Arrays.asList(1, null, 3),
                "none", List.of(),
                "nested", record("a", 1, "b", List.of(record("c", "x"), record("c", null))),
                "null", null);
        files.write("all.parquet", List.of(all, record("int", 1)));

        List<Map<String, Object>> read = files.read("all.parquet");
        assertThat(read).hasSize(2);
        Map<String, Object> huge = new LinkedHashMap<>(all);
        // A whole number beyond 64 bits is a decimal without digits behind the point.
        huge.put("huge", new BigDecimal("123456789012345678901234567890"));
        assertThat(read.get(0)).isEqualTo(huge);
        assertThat(read.get(1))
                .containsEntry("int", 1)
                .containsEntry("text", null)
                .hasSize(all.size());
    }

    @Test
    void bytesComeBack() {
        byte[] bytes = {0, 1, -1, -128};
        files.write("bytes.parquet", List.of(record("bytes", bytes)));

        assertThat((byte[]) files.read("bytes.parquet").get(0).get("bytes")).isEqualTo(bytes);
    }

    @Test
    void aMomentWithAZoneIsTheMoment() {
        files.write("zone.parquet", List.of(record("at", OffsetDateTime.parse("2026-02-28T12:00:00+02:00"))));

        assertThat(files.read("zone.parquet")).containsExactly(Map.of("at", Instant.parse("2026-02-28T10:00:00Z")));
    }

    @Test
    void theTypeOfAColumnHoldsAllOfTheFirstRecords() {
        files.write(
                "wide.parquet",
                List.of(
                        record("a", 1, "b", 1, "c", new BigDecimal("1.5")),
                        record("a", 5_000_000_000L, "b", new BigDecimal("2.25"), "c", 7, "d", "new"),
                        record("b", null)));

        assertThat(files.read("wide.parquet"))
                .containsExactly(
                        record("a", 1L, "b", new BigDecimal("1.00"), "c", new BigDecimal("1.5"), "d", null),
                        record(
                                "a",
                                5_000_000_000L,
                                "b",
                                new BigDecimal("2.25"),
                                "c",
                                new BigDecimal("7.0"),
                                "d",
                                "new"),
                        record("a", null, "b", null, "c", null, "d", null));
    }

    @Test
    void aGivenSchemaIsKept() {
        String schema = """
                message order {
                  required int32 small (INTEGER(8,true));
                  required int32 unsigned (INTEGER(32,false));
                  required int64 large (INTEGER(64,false));
                  required int32 price (DECIMAL(9,2));
                  required int64 total (DECIMAL(18,4));
                  required binary any (DECIMAL(30,3));
                  required int32 time (TIME(MILLIS,false));
                  required int64 at (TIMESTAMP(MILLIS,true));
                  required binary json (JSON);
                  required binary kind (ENUM);
                  required fixed_len_byte_array(3) code;
                  optional group prices (MAP) { repeated group key_value { required binary key (STRING); optional int32 value; } }
                  repeated binary tags (STRING);
                }
                """;
        Map<String, Object> order = record(
                "small",
                -128,
                "unsigned",
                4_294_967_295L,
                "large",
                new BigInteger("18446744073709551615"),
                "price",
                new BigDecimal("1.50"),
                "total",
                new BigDecimal("-99999999999999.9999"),
                "any",
                new BigDecimal("-0.001"),
                "time",
                LocalTime.of(1, 2, 3, 4_000_000),
                "at",
                Instant.parse("2026-02-28T10:00:00.001Z"),
                "json",
                "{}",
                "kind",
                "LARGE",
                "prices",
                record("a", 1, "b", null),
                "tags",
                List.of("x", "y"));
        order.put("code", new byte[] {1, 2, 3});
        files.write("given.parquet", List.of(order), Map.of("schema", schema));

        Map<String, Object> read = files.read("given.parquet").get(0);
        assertThat((byte[]) read.remove("code")).isEqualTo((byte[]) order.remove("code"));
        assertThat(read).isEqualTo(order);
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "none", "gzip", "zstd"})
    void columnsAreCompressed(String compression) {
        List<Map<String, Object>> records = IntStream.range(0, 5000)
                .mapToObj(i -> record("number", i, "text", "customer " + i))
                .toList();
        files.write("a.parquet", records.stream(), Map.of("compression", compression));

        assertThat(files.read("a.parquet")).isEqualTo(records);
    }

    @Test
    void aCompressedFileAndPagesAreRead() {
        List<Map<String, Object>> records =
                IntStream.range(0, 3000).mapToObj(i -> record("number", i)).toList();
        files.write("a.parquet.gz", records);

        assertThat(files.read("a.parquet.gz")).isEqualTo(records);
        assertThat(files.execute("fetch", Map.of("resource", "a.parquet.gz", "offset", 2998, "total", true)))
                .satisfies(page -> {
                    assertThat(page.output()).isEqualTo(records.subList(2998, 3000));
                    assertThat(page.metadata()).containsEntry("totalCount", 3000L);
                });
    }
}
