/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.file.format.RecordSource;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.JulianFields;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that others wrote, or write still, in forms that this module does not write. */
class OtherWritersTest {

    @TempDir
    private Path folder;

    private Map<String, Object> read(String fields, Consumer<Group> values) throws IOException {
        Path file = folder.resolve("a.parquet");
        MessageType schema = MessageTypeParser.parseMessageType("message m { " + fields + " }");
        Group group = new SimpleGroup(schema);
        values.accept(group);
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                .withType(schema)
                .withConf(new PlainParquetConfiguration())
                .withCodecFactory(new Codecs())
                .withCompressionCodec(CompressionCodecName.SNAPPY)
                .build()) {
            writer.write(group);
        }
        try (RecordSource source = new ParquetFormat().read(file)) {
            Map<String, Object> record = source.next();
            assertThat(source.next()).isNull();
            return record;
        } catch (dev.serai.file.format.BadRecordException e) {
            throw new IOException(e);
        }
    }

    @Test
    void momentsOfHiveAreMoments() throws Exception {
        byte[] bytes = ByteBuffer.allocate(12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(3_600_000_000_001L)
                .putInt((int) LocalDate.of(2026, 2, 28).getLong(JulianFields.JULIAN_DAY))
                .array();

        assertThat(read("required int96 at;", group -> group.add("at", Binary.fromConstantByteArray(bytes))))
                .isEqualTo(Map.of("at", Instant.parse("2026-02-28T01:00:00.000000001Z")));
    }

    @Test
    void allUnitsOfTimeAreRead() throws Exception {
        assertThat(read(
                        "required int64 ms (TIMESTAMP(MILLIS,true)); required int64 ns (TIMESTAMP(NANOS,true));"
                                + " required int64 local (TIMESTAMP(MILLIS,false)); required int32 time (TIME(MILLIS,true));"
                                + " required int64 nanoTime (TIME(NANOS,true));",
                        group -> group.append("ms", -1L)
                                .append("ns", -1L)
                                .append("local", 0L)
                                .append("time", 1)
                                .append("nanoTime", 1L)))
                .isEqualTo(Map.of(
                        "ms", Instant.parse("1969-12-31T23:59:59.999Z"),
                        "ns", Instant.parse("1969-12-31T23:59:59.999999999Z"),
                        "local", LocalDateTime.parse("1970-01-01T00:00"),
                        "time", LocalTime.ofNanoOfDay(1_000_000),
                        "nanoTime", LocalTime.ofNanoOfDay(1)));
    }

    @Test
    void numbersWithoutASignAndDecimalsOfEverySizeAreRead() throws Exception {
        assertThat(read(
                        "required int32 a (INTEGER(32,false)); required int64 b (INTEGER(64,false));"
                                + " required int32 c (DECIMAL(5,2)); required int64 d (DECIMAL(15,3));"
                                + " required binary e (DECIMAL(20,1)); required fixed_len_byte_array(2) f (FLOAT16);",
                        group -> {
                            group.append("a", -1)
                                    .append("b", -1L)
                                    .append("c", -5)
                                    .append("d", 5L);
                            group.add("e", Binary.fromConstantByteArray(new byte[] {-1}));
                            group.add("f", Binary.fromConstantByteArray(new byte[] {0, (byte) 0xC0}));
                        }))
                .isEqualTo(Map.of(
                        "a", 4_294_967_295L,
                        "b", new BigInteger("18446744073709551615"),
                        "c", new BigDecimal("-0.05"),
                        "d", new BigDecimal("0.005"),
                        "e", new BigDecimal("-0.1"),
                        "f", -2f));
    }

    @Test
    void oldListsAndMapsAreListsAndMaps() throws Exception {
        assertThat(read(
                        "optional group two (LIST) { repeated int32 element; }"
                                + " optional group wide (LIST) { repeated group element { required int32 x; required int32 y; } }"
                                + " optional group named (LIST) { repeated group array { required int32 x; } }"
                                + " repeated int32 bare;"
                                + " optional group map (MAP_KEY_VALUE) { repeated group map { required int32 key; optional int32 value; } }",
                        group -> {
                            Group two = group.addGroup("two");
                            two.append("element", 1).append("element", 2);
                            group.addGroup("wide")
                                    .addGroup("element")
                                    .append("x", 1)
                                    .append("y", 2);
                            group.addGroup("named").addGroup("array").append("x", 3);
                            group.append("bare", 4).append("bare", 5);
                            group.addGroup("map")
                                    .addGroup("map")
                                    .append("key", 6)
                                    .append("value", 7);
                        }))
                .isEqualTo(Map.of(
                        "two", List.of(1, 2),
                        "wide", List.of(Map.of("x", 1, "y", 2)),
                        "named", List.of(Map.of("x", 3)),
                        "bare", List.of(4, 5),
                        "map", Map.of(6, 7)));
    }

    @Test
    void aCodecThatIsNotReadIsNamed() {
        Codecs codecs = new Codecs();

        assertThatThrownBy(() -> codecs.getDecompressor(CompressionCodecName.BROTLI)
                        .decompress(org.apache.parquet.bytes.BytesInput.from(new byte[1]), 1))
                .hasMessageContaining("compressed by BROTLI, which is not read. Expected snappy");
        assertThatThrownBy(() -> codecs.getDecompressor(CompressionCodecName.SNAPPY)
                        .decompress(org.apache.parquet.bytes.BytesInput.from(new byte[1]), Integer.MAX_VALUE))
                .hasMessageContaining("a page says that it has 2147483647 bytes");
    }
}
