/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ServerSocketFactory;
import jdk.net.ExtendedSocketOptions;

/**
 * Stands before a server of a protocol whose commands are lines, and looks at each line before the server gets it.
 * Thread-safe.
 */
final class CommandRelay implements AutoCloseable {

    private final int target;
    private final Commands commands;
    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "command-relay");
        thread.setDaemon(true);
        return thread;
    });

    /** What becomes of lines. */
    @FunctionalInterface
    interface Commands {

        /**
         * Looks at a line, for as long as it likes.
         *
         * @param peer the port that the client has
         * @return what the client is answered in the server's place; {@link #PASS} to let the server have the line; null to
         *     break the connection
         */
        String look(String line, int peer) throws InterruptedException;
    }

    /** The server gets the line. */
    static final String PASS = "";

    /** @param sockets makes the socket that clients connect to, encrypted or not */
    CommandRelay(int target, ServerSocketFactory sockets, Commands commands) {
        this.target = target;
        this.commands = commands;
        try {
            this.listener = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("The relay cannot listen.", e);
        }
        threads.execute(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                // Questions and answers are short: each would wait for the acknowledgement of the one before.
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                open.add(client);
                open.add(server);
                threads.execute(() -> answers(server, client));
                threads.execute(() -> lines(client, server));
            } catch (IOException e) {
                // The listener was closed, or the server is gone: then the client is closed with the relay.
            }
        }
    }

    private void answers(Socket server, Socket client) {
        try (server;
                client) {
            InputStream in = server.getInputStream();
            OutputStream out = client.getOutputStream();
            byte[] buffer = new byte[8192];
            boolean quick = server.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK);
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
                if (quick) {
                    // The server waits for the acknowledgement of each piece, and Linux goes back to waiting with it.
                    server.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
                }
            }
        } catch (IOException e) {
            // One side is gone, so the other is closed.
        } finally {
            open.remove(server);
            open.remove(client);
        }
    }

    private void lines(Socket client, Socket server) {
        try (client;
                server) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            OutputStream out = server.getOutputStream();
            for (byte[] line = line(in); line.length > 0; line = line(in)) {
                String reply = commands.look(new String(line, StandardCharsets.ISO_8859_1), client.getPort());
                if (reply == null) {
                    return;
                }
                if (reply.isEmpty()) {
                    out.write(line);
                    out.flush();
                } else {
                    client.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                }
            }
        } catch (IOException e) {
            // One side is gone, so the other is closed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The next line with its end; what is left when the other side ends in the middle; nothing at the end. */
    private static byte[] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            line.write(next);
            if (next == '\n') {
                break;
            }
        }
        return line.toByteArray();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The relay cannot be closed.", e);
        } finally {
            threads.shutdownNow();
        }
    }
}
