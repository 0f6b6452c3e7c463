/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.RetriableException;
import org.awaitility.Awaitility;

/**
 * A Kafka broker of its own, which is its own controller, in a process of its own; the module {@code serai-kafka-server} has
 * it. Starting one takes seconds, so share it between tests, also between classes through {@link #shared()}, and give each
 * topics of its own. It can be killed and started again on what it kept. Thread-safe.
 */
public final class KafkaBroker implements AutoCloseable {

    private static final ServerProgram PROGRAM =
            new ServerProgram("serai-kafka-server", "dev.serai.testkit.kafka.KafkaBrokerProgram");

    private static final String CLUSTER = "c2VyYWktdGVzdC1rYWZrYQ";
    private static final String USER = "tester";
    private static final String PASSWORD = "open-barley-4711";

    private static final Duration TOPIC_WAIT = Duration.ofMinutes(2);

    /** A broker that is alone need not be fenced when its disk stalls: it would refuse new topics meanwhile. */
    private static final Duration PATIENT_SESSION = Duration.ofMinutes(2);

    /** After a kill the broker is not let in before its session from before has ended. */
    private static final Duration SHORT_SESSION = Duration.ofSeconds(4);

    private static KafkaBroker shared;

    private final Path folder;
    private final int port = FreePort.find();
    private final int networkPort = FreePort.find();
    private final int loginPort = FreePort.find();
    private final int securePort = FreePort.find();
    private final int controllerPort = FreePort.find();
    private final SelfSignedCertificate certificate;
    private final TcpProxy network = TcpProxy.start("127.0.0.1", networkPort);
    private final TcpProxy loginNetwork = TcpProxy.start("127.0.0.1", loginPort);
    private ListeningProcess process;

    private KafkaBroker(Path folder) throws IOException, GeneralSecurityException, InterruptedException {
        this.folder = folder;
        this.certificate = SelfSignedCertificate.make(folder, "kafka");
        run(PATIENT_SESSION);
    }

    /** A running broker; where it cannot run, {@link RequiredServers} decides. */
    public static KafkaBroker start() {
        return RequiredServers.start("Kafka", "Add serai-kafka-server as a dependency with the scope test.", () -> {
            Path folder = Files.createTempDirectory("serai-kafka-");
            try {
                return new KafkaBroker(folder);
            } catch (IOException | GeneralSecurityException | InterruptedException | RuntimeException e) {
                Folders.delete(folder);
                throw e;
            }
        });
    }

    /** The broker of all tests of this JVM, which runs until the JVM ends: nobody closes it. */
    public static synchronized KafkaBroker shared() {
        if (shared == null) {
            shared = start();
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close, "stop-kafka"));
        }
        return shared;
    }

    private Path settings() {
        return folder.resolve("broker.properties");
    }

    private Properties properties(Duration session) {
        Properties properties = new Properties();
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", "1");
        properties.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        properties.setProperty("controller.listener.names", "CONTROLLER");
        properties.setProperty("inter.broker.listener.name", "PLAIN");
        properties.setProperty(
                "listener.security.protocol.map",
                "CONTROLLER:PLAINTEXT,PLAIN:PLAINTEXT,NETWORK:PLAINTEXT,LOGIN:SASL_PLAINTEXT,SECURE:SASL_SSL");
        properties.setProperty(
                "listeners",
                "CONTROLLER://127.0.0.1:%d,PLAIN://127.0.0.1:%d,NETWORK://127.0.0.1:%d,LOGIN://127.0.0.1:%d,SECURE://127.0.0.1:%d"
                        .formatted(controllerPort, port, networkPort, loginPort, securePort));
        properties.setProperty(
                "advertised.listeners",
                "PLAIN://127.0.0.1:%d,NETWORK://127.0.0.1:%d,LOGIN://127.0.0.1:%d,SECURE://127.0.0.1:%d"
                        .formatted(port, network.port(), loginNetwork.port(), securePort));
        properties.setProperty("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512");
        for (String listener : List.of("login", "secure")) {
            String prefix = "listener.name." + listener + ".";
            properties.setProperty(
                    prefix + "plain.sasl.jaas.config",
                    "org.apache.kafka.common.security.plain.PlainLoginModule required user_%s=\"%s\";"
                            .formatted(USER, PASSWORD));
            for (String mechanism : List.of("scram-sha-256", "scram-sha-512")) {
                properties.setProperty(
                        prefix + mechanism + ".sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required;");
            }
        }
        properties.setProperty("listener.name.secure.ssl.keystore.type", "PEM");
        properties.setProperty("listener.name.secure.ssl.keystore.certificate.chain", certificate.certificate());
        properties.setProperty("listener.name.secure.ssl.keystore.key", certificate.key());
        properties.setProperty("log.dirs", folder.resolve("data").toString());
        properties.setProperty("num.partitions", "1");
        properties.setProperty("offsets.topic.replication.factor", "1");
        properties.setProperty("offsets.topic.num.partitions", "4");
        properties.setProperty("transaction.state.log.replication.factor", "1");
        properties.setProperty("transaction.state.log.min.isr", "1");
        properties.setProperty("transaction.state.log.num.partitions", "4");
        properties.setProperty("broker.session.timeout.ms", String.valueOf(session.toMillis()));
        properties.setProperty("broker.heartbeat.interval.ms", "1000");
        // A group that is alone need not wait for others.
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
        properties.setProperty("group.min.session.timeout.ms", "500");
        properties.setProperty("auto.create.topics.enable", "false");
        return properties;
    }

    /** Where it is reached directly: {@code 127.0.0.1:41234}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Where it is reached through {@link #network()}. */
    public String networkBootstrapServers() {
        return "127.0.0.1:" + network.port();
    }

    /**
     * Where it is reached by those who log in without TLS, through {@link #loginNetwork()}: with SASL's mechanism PLAIN, or as a user whom a test made with
     * SCRAM-SHA-256 or SCRAM-SHA-512.
     */
    public String loginBootstrapServers() {
        return "127.0.0.1:" + loginNetwork.port();
    }

    /** Where it is reached with TLS, by those who log in. */
    public String secureBootstrapServers() {
        return "127.0.0.1:" + securePort;
    }

    /** The certificate that it shows there, which nobody else signed. */
    public SelfSignedCertificate certificate() {
        return certificate;
    }

    /** Who may log in with PLAIN. */
    public String username() {
        return USER;
    }

    public String password() {
        return PASSWORD;
    }

    /** What stands between the broker and whoever asks for {@link #networkBootstrapServers()}. */
    public TcpProxy network() {
        return network;
    }

    /** What stands between the broker and whoever asks for {@link #loginBootstrapServers()}. */
    public TcpProxy loginNetwork() {
        return loginNetwork;
    }

    /**
     * Makes an empty topic, and waits until all of its partitions have a leader.
     *
     * @param settings of the topic, by Kafka's names for them
     */
    public void createTopic(String name, int partitions, Map<String, String> settings) {
        Map<TopicPartition, OffsetSpec> ends = IntStream.range(0, partitions)
                .boxed()
                .collect(Collectors.toMap(number -> new TopicPartition(name, number), number -> OffsetSpec.latest()));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            Awaitility.await("the topic " + name + " is made")
                    .atMost(TOPIC_WAIT)
                    .ignoreExceptionsMatching(KafkaBroker::isOfAMoment)
                    .until(() -> answer(
                            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(settings)))
                                    .all()));
            // Only leaders say what they have; the client itself does not ask again for a topic that is not known yet.
            Awaitility.await("the topic " + name + " has leaders")
                    .atMost(TOPIC_WAIT)
                    .ignoreExceptionsMatching(KafkaBroker::isOfAMoment)
                    .until(() -> answer(admin.listOffsets(ends).all()));
        }
    }

    private static boolean answer(KafkaFuture<?> asked) throws ExecutionException, InterruptedException {
        Object unused = asked.get();
        return true;
    }

    /** A broker whose machine stalled has lost its place, and gets it back: until then it makes no topics. */
    private static boolean isOfAMoment(Throwable failure) {
        return failure.getCause() instanceof InvalidReplicationFactorException
                || failure.getCause() instanceof RetriableException;
    }

    /** The same with the broker's own settings. */
    public void createTopic(String name, int partitions) {
        createTopic(name, partitions, Map.of());
    }

    /** Ends it as a crash does. */
    public synchronized void kill() {
        process.kill();
    }

    /** Starts it after a {@link #kill()}, on the same ports and with what it kept, and waits until it listens. */
    public synchronized void startAgain() throws IOException {
        run(SHORT_SESSION);
    }

    private void run(Duration session) throws IOException {
        try (Writer file = Files.newBufferedWriter(settings())) {
            properties(session).store(file, null);
        }
        process = ListeningProcess.start(
                folder,
                PROGRAM.command(
                        List.of("-Xmx512m", "-XX:+UseSerialGC"), settings().toString(), CLUSTER, String.valueOf(port)));
        int unused = process.awaitPort();
    }

    /** Stops it and deletes its folder. */
    @Override
    public synchronized void close() {
        network.close();
        loginNetwork.close();
        process.kill();
        Folders.delete(folder);
    }
}
