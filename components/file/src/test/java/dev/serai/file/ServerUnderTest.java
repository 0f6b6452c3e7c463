/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.testkit.TcpProxy;
import dev.serai.testkit.conformance.SystemUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A server of files behind a network that can go away. */
abstract class ServerUnderTest implements SystemUnderTest, AutoCloseable {

    private final TcpProxy network;

    /** @param port of the server, which runs */
    ServerUnderTest(int port) {
        network = TcpProxy.start("127.0.0.1", port);
    }

    /** Where the connector meets it. */
    int port() {
        return network.port();
    }

    /** Makes the server hold what it holds at first, and nothing else. */
    abstract void fill();

    /** Writes files into a folder of this machine, and removes what the call that changes something has written. */
    static void put(Path folder, Map<String, String> files) {
        try {
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
            }
            Files.deleteIfExists(folder.resolve(StorageConformance.CHANGED));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void reset() {
        network.restore();
        fill();
    }

    @Override
    public void stop() {
        network.cut();
    }

    @Override
    public void start() {
        network.restore();
    }

    @Override
    public int openConnections() {
        return network.openConnections();
    }

    @Override
    public void close() {
        network.close();
    }
}
