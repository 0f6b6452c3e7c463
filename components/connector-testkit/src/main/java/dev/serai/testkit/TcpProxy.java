/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands between a client and a server and makes the network bad: late, broken, silent or gone. A fault holds for open
 * connections too, until {@link #restore} or another fault replaces it. Thread-safe.
 */
public final class TcpProxy implements AutoCloseable {

    private static final Fault NONE = new Fault(Duration.ZERO, Long.MAX_VALUE, false);

    private final InetSocketAddress target;
    private final int port;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "tcp-proxy");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile Fault fault = NONE;
    private ServerSocket listener;
    private Future<?> accepting;

    private TcpProxy(InetSocketAddress target) throws IOException {
        this.target = target;
        this.listener = listen(0);
        this.port = listener.getLocalPort();
    }

    /** A running proxy to a server, without any fault yet. */
    public static TcpProxy start(String host, int port) {
        try {
            return new TcpProxy(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new UncheckedIOException("The proxy cannot listen.", e);
        }
    }

    /** Where clients connect, on the loopback interface. */
    public int port() {
        return port;
    }

    /** How many connections were accepted since the start. */
    public int connections() {
        return accepted.get();
    }

    /** How many connections are open now. */
    public int openConnections() {
        // Each has two sockets, which are let go one after the other.
        return (open.size() + 1) / 2;
    }

    /** Whether a connection that the server sees as coming from this port still has its client. */
    boolean carries(int portOfTheServersPeer) {
        return open.stream().anyMatch(socket -> socket.getLocalPort() == portOfTheServersPeer);
    }

    /** Everything takes this much longer, in each direction. */
    public void delay(Duration duration) {
        fault = new Fault(duration, Long.MAX_VALUE, false);
    }

    /** A connection is reset as soon as the server has answered with more than this many bytes on it. */
    public void resetAfter(long bytes) {
        fault = new Fault(Duration.ZERO, bytes, false);
    }

    /** Connections are accepted and stay open, but nothing passes. */
    public void blackHole() {
        fault = new Fault(Duration.ZERO, Long.MAX_VALUE, true);
    }

    /** Open connections are reset and new ones are refused. */
    public synchronized void cut() {
        close(listener);
        // The port is free only once no thread waits on it, and the last connection accepted is known only then.
        awaitEnd(accepting);
        open.forEach(TcpProxy::reset);
    }

    /** The network is good again. What a black hole swallowed stays lost. */
    public synchronized void restore() {
        fault = NONE;
        if (listener.isClosed()) {
            try {
                listener = listen(port);
            } catch (IOException e) {
                throw new UncheckedIOException("The proxy cannot listen on port " + port + " again.", e);
            }
        }
    }

    @Override
    public void close() {
        cut();
        threads.shutdownNow();
    }

    private ServerSocket listen(int onPort) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort));
        accepting = threads.submit(() -> accept(socket));
        return socket;
    }

    private static void awaitEnd(Future<?> task) {
        try {
            task.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The proxy failed.", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                connect(socket.accept());
            } catch (IOException e) {
                // The listener was closed, or the server refused: then the client has been closed too.
            }
        }
    }

    private void connect(Socket client) throws IOException {
        accepted.incrementAndGet();
        Socket server = new Socket();
        try {
            server.connect(target);
        } catch (IOException e) {
            client.close();
            throw e;
        }
        // A network that is good adds no wait of its own: what comes in pieces goes on in pieces.
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        open.add(client);
        open.add(server);
        threads.execute(() -> pass(client, server, new AtomicLong(Long.MIN_VALUE)));
        threads.execute(() -> pass(server, client, new AtomicLong()));
    }

    private void pass(Socket from, Socket to, AtomicLong answered) {
        byte[] buffer = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            int count;
            while ((count = in.read(buffer)) >= 0) {
                Fault now = fault;
                if (now.blackHole) {
                    continue;
                }
                Thread.sleep(now.delay.toMillis());
                long passed = answered.getAndAdd(count);
                if (passed + count > now.resetAfter) {
                    out.write(buffer, 0, (int) Math.max(0, now.resetAfter - passed));
                    reset(to);
                    return;
                }
                out.write(buffer, 0, count);
            }
        } catch (IOException e) {
            // One side is gone, so the other is closed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // It is closed already.
        }
        close(socket);
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            // It is closed already.
        }
    }

    private record Fault(Duration delay, long resetAfter, boolean blackHole) {}
}
