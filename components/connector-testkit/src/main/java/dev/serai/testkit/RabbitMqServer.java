/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A RabbitMQ of its own, run from Debian's package {@code rabbitmq-server}, with its management interface. Starting one
 * takes seconds, so share it between tests, also between classes through {@link #shared()}, and give each a {@link
 * #newVirtualHost()}. It can be killed and started again on what it kept. Thread-safe.
 */
public final class RabbitMqServer implements AutoCloseable {

    private static final Duration STARTUP_WAIT = Duration.ofSeconds(90);
    private static final String USER = "guest";

    /** Larger than a connector allows by itself, and much smaller than the server's own default. */
    private static final int LARGEST_MESSAGE = 20_000_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private static RabbitMqServer shared;

    /** Over HTTP/2 the client stays with a connection that the server has ended. */
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final AtomicInteger virtualHosts = new AtomicInteger();
    private final Path folder;
    private final SelfSignedCertificate certificate;
    private final int port = FreePort.find();
    private final int securePort = FreePort.find();
    private final int managementPort = FreePort.find();
    private final int nameServicePort = FreePort.find();
    private final ServerProcess names;
    private final ServerProcess process;

    private RabbitMqServer(Path folder, Path program)
            throws IOException, GeneralSecurityException, InterruptedException {
        this.folder = folder;
        this.certificate = SelfSignedCertificate.make(folder, "rabbitmq");
        Path shown = Files.writeString(folder.resolve("certificate.pem"), certificate.certificate());
        Path key = Files.writeString(folder.resolve("key.pem"), certificate.key());
        Files.writeString(folder.resolve("enabled_plugins"), "[rabbitmq_management].\n");
        Files.writeString(folder.resolve("rabbitmq.conf"), """
                listeners.tcp.default = 127.0.0.1:%d
                listeners.ssl.default = 127.0.0.1:%d
                ssl_options.certfile = %s
                ssl_options.keyfile = %s
                max_message_size = %d
                management.tcp.ip = 127.0.0.1
                management.tcp.port = %d
                disk_free_limit.absolute = 50MB
                vm_memory_high_watermark.absolute = 1GB
                log.console = true
                log.console.level = warning
                collect_statistics_interval = 500
                """.formatted(
                        port, securePort, shown, key, LARGEST_MESSAGE, managementPort));
        this.names = startNames();
        try {
            this.process = ServerProcess.start(
                    folder, environment(), "KILL", STARTUP_WAIT, this::answers, List.of(program.toString()));
        } catch (IOException | RuntimeException e) {
            names.close();
            throw e;
        }
    }

    /** Erlang's name service, which the server would else start as a daemon that nobody ends. */
    private ServerProcess startNames() throws IOException {
        Path ownFolder = Files.createTempDirectory("serai-epmd-");
        return ServerProcess.start(
                ownFolder,
                Map.of("ERL_EPMD_ADDRESS", "127.0.0.1"),
                "KILL",
                STARTUP_WAIT,
                () -> listens(nameServicePort),
                List.of("epmd", "-port", String.valueOf(nameServicePort)));
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** A running server; where it cannot run, {@link RequiredServers} decides. */
    public static RabbitMqServer start() {
        return RequiredServers.start("RabbitMQ", "Install Debian's package rabbitmq-server.", () -> {
            Path program = program();
            Path folder = Files.createTempDirectory("serai-rabbitmq-");
            try {
                return new RabbitMqServer(folder, program);
            } catch (IOException | GeneralSecurityException | InterruptedException | RuntimeException e) {
                Folders.delete(folder);
                throw e;
            }
        });
    }

    /** The server of all tests of this JVM, which runs until the JVM ends: nobody closes it. */
    public static synchronized RabbitMqServer shared() {
        if (shared == null) {
            shared = start();
        }
        return shared;
    }

    /** Not the one in the path, which runs the server as a user of the package's. */
    private static Path program() throws IOException {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/rabbitmq/lib"))) {
            return versions.map(version -> version.resolve("sbin/rabbitmq-server"))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow(() -> new IOException("There is no rabbitmq-server."));
        }
    }

    /** All that would else be shared with another server of this machine. */
    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("HOME", folder.toString());
        environment.put("RABBITMQ_NODENAME", "serai" + port + "@localhost");
        environment.put("RABBITMQ_MNESIA_BASE", folder.resolve("data").toString());
        environment.put("RABBITMQ_LOG_BASE", folder.resolve("log").toString());
        environment.put("RABBITMQ_LOGS", "-");
        environment.put(
                "RABBITMQ_ENABLED_PLUGINS_FILE",
                folder.resolve("enabled_plugins").toString());
        environment.put("RABBITMQ_CONFIG_FILE", folder.resolve("rabbitmq.conf").toString());
        environment.put("RABBITMQ_CONF_ENV_FILE", "/dev/null");
        environment.put("RABBITMQ_DIST_PORT", String.valueOf(FreePort.find()));
        environment.put("ERL_EPMD_PORT", String.valueOf(nameServicePort));
        environment.put("ERL_EPMD_ADDRESS", "127.0.0.1");
        environment.put("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "+S 2:2 -kernel inet_dist_use_interface {127,0,0,1}");
        return environment;
    }

    private boolean answers() throws InterruptedException {
        try {
            return manage("GET", "healthchecks/node", "").statusCode() / 100 == 2;
        } catch (IOException e) {
            return false;
        }
    }

    /** Where it listens, on the loopback interface. */
    public int port() {
        return port;
    }

    /** Where it listens with TLS, as 127.0.0.1. */
    public int securePort() {
        return securePort;
    }

    /** The certificate that it shows there, which nobody else signed. */
    public SelfSignedCertificate certificate() {
        return certificate;
    }

    /** How many bytes the body of a message may have. */
    public int largestMessage() {
        return LARGEST_MESSAGE;
    }

    /** Who may do everything. */
    public String username() {
        return USER;
    }

    public String password() {
        return USER;
    }

    /** Makes an empty virtual host. */
    public String newVirtualHost() {
        String name = "test" + virtualHosts.incrementAndGet();
        put("vhosts/" + name, "{}");
        put("permissions/" + name + "/" + USER, "{\"configure\":\".*\",\"write\":\".*\",\"read\":\".*\"}");
        return name;
    }

    /**
     * Makes or changes something by the management interface.
     *
     * @param path below {@code /api/}: {@code policies/test1/short}
     */
    public void put(String path, String json) {
        HttpResponse<String> response = request("PUT", path, json);
        if (response.statusCode() / 100 != 2) {
            throw new IllegalStateException(path + " was refused: " + response.body());
        }
    }

    /** Removes something; what is not there is left as it is. */
    public void delete(String path) {
        HttpResponse<String> unused = request("DELETE", path, "");
    }

    /** What the management interface says; missing when there is nothing. It is up to a second old. */
    public JsonNode get(String path) {
        try {
            HttpResponse<String> response = request("GET", path, "");
            return response.statusCode() == 200 ? JSON.readTree(response.body()) : JSON.missingNode();
        } catch (IOException e) {
            throw new UncheckedIOException("RabbitMQ answered something else than JSON.", e);
        }
    }

    /** How many messages a queue has, with those that somebody holds; -1 when there is no such queue. Up to a second old. */
    public long messages(String virtualHost, String queue) {
        return get("queues/" + virtualHost + "/" + queue).path("messages").asLong(-1);
    }

    private HttpResponse<String> request(String method, String path, String json) {
        try {
            return manageAgain(method, path, json);
        } catch (IOException e) {
            throw new UncheckedIOException("RabbitMQ's management interface does not answer.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The interface ends connections that waited, also one that was just chosen; each request may be repeated. */
    private HttpResponse<String> manageAgain(String method, String path, String json)
            throws IOException, InterruptedException {
        try {
            return manage(method, path, json);
        } catch (IOException e) {
            return manage(method, path, json);
        }
    }

    private HttpResponse<String> manage(String method, String path, String json)
            throws IOException, InterruptedException {
        String credentials = Base64.getEncoder().encodeToString((USER + ":" + USER).getBytes(StandardCharsets.UTF_8));
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/api/" + path))
                        .header("Authorization", "Basic " + credentials)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(json))
                        .build(),
                BodyHandlers.ofString());
    }

    /** Ends it as a crash does. */
    public void kill() {
        process.kill();
    }

    /** Starts it after a {@link #kill()}, on the same port and with what it kept. */
    public void startAgain() {
        try {
            process.startAgain();
        } catch (IOException e) {
            throw new UncheckedIOException("RabbitMQ did not start again.", e);
        }
    }

    @Override
    public void close() {
        process.close();
        names.close();
    }
}
