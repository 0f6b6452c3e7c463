/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.connector.ConnectorException;
import dev.serai.testkit.TcpProxy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What becomes of files when the network fails in the middle: nothing half-written has a file's name, nothing that failed
 * is reported as done, and calls end.
 */
abstract class FaultyNetworkContract {

    /** What the connectors wait at most for an answer. */
    static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** Attempts and clearing up included. */
    private static final Duration END = Duration.ofSeconds(25);

    private static final int LARGE = 12_000_000;

    @TempDir
    private Path folder;

    private TcpProxy network;
    private FileWorkspace files;

    /** The port of the server, which runs and is empty. */
    abstract int serverPort() throws Exception;

    /** The connector's {@code connection}, in YAML flow style, with {@link #TIMEOUT}. */
    abstract String connection(int port) throws Exception;

    /** What is there that no listing shows: files under temporary names, uploads that are neither done nor aborted. */
    abstract List<String> leftovers() throws Exception;

    /** The names of the files in a folder that begin with a dot. */
    static List<String> temporaryFiles(Path folder) throws IOException {
        return FileWorkspace.names(folder).stream()
                .filter(name -> name.startsWith("."))
                .toList();
    }

    @BeforeEach
    void connect() throws Exception {
        network = TcpProxy.start("127.0.0.1", serverPort());
        files = new FileWorkspace(
                folder, "connection: " + connection(network.port()) + ", retry: { maxRetries: 0 }, timeout: 1m");
        files.start();
    }

    @AfterEach
    void close() {
        files.close();
        network.close();
    }

    private void write(String path, Object content) {
        files.call("write", Map.of("path", path, "content", content));
    }

    private Object text(String path) {
        return files.call("read", Map.of("path", path, "format", "text"));
    }

    TcpProxy network() {
        return network;
    }

    FileWorkspace files() {
        return files;
    }

    void assertFails(String path, Runnable fault, Runnable afterwards) {
        long begin = System.nanoTime();
        assertThatThrownBy(() -> write(path, new FaultyContent(fault, afterwards)))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("SERAI-FILE-007");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(END);
    }

    @Test
    void aConnectionThatIsLostInAWriteLeavesWhatWasThere() throws Exception {
        write("a", "old");

        assertFails("a", network::cut, network::restore);
        assertFails("new", network::cut, network::restore);

        assertThat(text("a")).isEqualTo("old");
        assertThat((List<?>) files.call("list", Map.of())).hasSize(1);
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void whenTheConnectionDoesNotComeBackOnlyThatStaysWhichNobodyTakesForAFile() throws Exception {
        assertFails("new", network::cut, () -> {});

        network.restore();
        assertThat(files.call("exists", Map.of("path", "new"))).isEqualTo(false);
        assertThat((List<?>) files.call("list", Map.of("recursive", true))).isEmpty();
        assertThat(leftovers()).hasSize(1);
        write("new", "again");
        assertThat(text("new")).isEqualTo("again");
    }

    @Test
    @Tag("thorough")
    void aServerThatFallsSilentInAWriteIsGivenUp() throws Exception {
        assertFails("new", network::blackHole, network::restore);

        assertThat(files.call("exists", Map.of("path", "new"))).isEqualTo(false);
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void aServerThatFallsSilentBeforeACallIsGivenUp() {
        write("a", "x");
        for (String operation : List.of("read", "stat", "delete")) {
            network.blackHole();
            long begin = System.nanoTime();
            assertThatThrownBy(() -> files.call(operation, Map.of("path", "a"))).isInstanceOf(ConnectorException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(END);
            network.restore();
        }
        assertThat(text("a")).isEqualTo("x");
    }

    @Test
    void aConnectionThatIsLostBetweenCallsIsMadeAgain() {
        write("a", "x");
        network.cut();
        assertThatThrownBy(() -> text("a"))
                .isInstanceOfSatisfying(ConnectorException.class, failure -> assertThat(failure.errorCode())
                        .isIn(FileErrors.UNREACHABLE, FileErrors.CONNECTION_LOST));
        network.restore();

        // Several connections may have been kept, of which each is found to be lost when it is used.
        await().ignoreExceptionsInstanceOf(ConnectorException.class)
                .until(() -> text("a").equals("x"));
    }

    /** How much a server answers before a reset comes into the middle of reading a large file. */
    long answeredBeforeReset() {
        return 3_000_000;
    }

    @Test
    void aFileThatBreaksOffIsNotTakenForAWholeOne() {
        byte[] large = new byte[LARGE];
        write("a", large);
        network.resetAfter(answeredBeforeReset());

        assertThatThrownBy(() -> files.call("read", Map.of("path", "a"))).isInstanceOf(ConnectorException.class);
        network.restore();
        assertThat(files.call("read", Map.of("path", "a"))).isEqualTo(large);
    }

    @Test
    void aSlowNetworkTakesLonger() {
        network.delay(Duration.ofMillis(100));
        write("a", "x");

        assertThat(text("a")).isEqualTo("x");
    }

    /** Many bytes, with a fault in their middle, and what follows once nobody reads them any more. */
    private static final class FaultyContent extends InputStream {

        private final Runnable fault;
        private final Runnable afterwards;
        private int read;

        FaultyContent(Runnable fault, Runnable afterwards) {
            this.fault = fault;
            this.afterwards = afterwards;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (read >= LARGE) {
                return -1;
            }
            int before = read;
            read += Math.min(length, LARGE - read);
            if (before < LARGE / 2 && read >= LARGE / 2) {
                fault.run();
            }
            return read - before;
        }

        @Override
        public void close() {
            afterwards.run();
        }
    }
}
