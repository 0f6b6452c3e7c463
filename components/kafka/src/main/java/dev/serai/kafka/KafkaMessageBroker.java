/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.kafka;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.DiscoveredResource;
import dev.serai.messaging.Broker;
import dev.serai.messaging.Confirmation;
import dev.serai.messaging.MessagingOperations;
import dev.serai.messaging.OutgoingMessage;
import dev.serai.messaging.Receiver;
import dev.serai.messaging.Subscription;
import dev.serai.messaging.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.camel.spi.ClassResolver;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Kafka cluster: one producer for all that is published, and a consumer for each who receives. Thread-safe. */
final class KafkaMessageBroker implements Broker {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaMessageBroker.class);

    /** More at once would only wait in memory. */
    private static final int MOST_AT_ONCE = 500;

    private final ClientSettings settings;
    private final KafkaFailures failures;
    private final ClientThreads threads;
    private final Topics topics;
    private final Publisher publisher;
    private final Set<KafkaReceiver> receivers = ConcurrentHashMap.newKeySet();

    private KafkaMessageBroker(
            ClientSettings settings,
            KafkaFailures failures,
            ClientThreads threads,
            Topics topics,
            Publisher publisher) {
        this.settings = settings;
        this.failures = failures;
        this.threads = threads;
        this.topics = topics;
        this.publisher = publisher;
    }

    /**
     * Makes the clients, and makes sure that the cluster answers.
     *
     * @param classes finds those that the declaration names
     * @param threads are ended with the broker
     * @throws ConnectorException when it does not, or when the declaration cannot be used
     */
    static KafkaMessageBroker open(
            KafkaConfiguration configuration, ClassResolver classes, ClientThreads threads, Caller caller) {
        KafkaConnection connection = configuration.connection();
        if (connection.showsPassword()) {
            LOG.warn(
                    "The connector '{}' sends its password to {} without encryption, because 'connection.tls.enabled' is"
                            + " false.",
                    caller.connector(),
                    connection.bootstrapServers());
        }
        ClientSettings settings = ClientSettings.of(configuration, classes, caller);
        KafkaFailures failures = new KafkaFailures(connection.bootstrapServers());
        Topics topics = new Topics(
                made(() -> Admin.create(settings.administration()), failures, caller),
                failures,
                configuration.options().requestTimeout());
        try {
            topics.check(caller);
            Publisher publisher = new Publisher(
                    producer(settings.producer(), failures, caller),
                    new OutgoingRecords(topics),
                    failures,
                    configuration.options().deliveryTimeout(),
                    threads);
            return new KafkaMessageBroker(settings, failures, threads, topics, publisher);
        } catch (RuntimeException e) {
            topics.close();
            throw e;
        }
    }

    private static <T> T made(Supplier<T> making, KafkaFailures failures, Caller caller) {
        try {
            return ClientSettings.withOwnClasses(making);
        } catch (KafkaException e) {
            throw failures.opening(caller, e);
        }
    }

    @Override
    public void check(Caller caller) {
        topics.check(caller);
    }

    @Override
    public CompletableFuture<Map<String, Object>> publish(OutgoingMessage message, Caller caller) {
        return publisher.publish(message, caller);
    }

    @Override
    public void send(OutgoingMessage message, Caller caller, boolean patient, Confirmation confirmation) {
        publisher.send(message, caller, patient, confirmation);
    }

    @Override
    public Receiver receive(Subscription subscription, Caller caller) {
        StartPosition start = StartPosition.of(subscription.options().get("from"), caller);
        topics.doubt(subscription.source());
        topics.require(subscription.source(), caller);
        start.offsets().keySet().forEach(partition -> topics.require(subscription.source(), partition, caller));
        String group = group(subscription.group());
        int atOnce = Math.max(1, Math.min(MOST_AT_ONCE, subscription.buffer() / 2));
        Deliveries deliveries = new Deliveries(subscription.buffer());
        Positions positions = Boolean.TRUE.equals(subscription.options().get(MessagingOperations.EXACTLY_ONCE))
                ? transactions(group, deliveries, caller)
                : new PlainPositions(deliveries);
        Consumer<byte[], byte[]> consumer = consumer(group, start, atOnce, caller);
        ConsumerLoop loop = new ConsumerLoop(consumer, deliveries, positions, start, atOnce, failures, caller);
        consumer.subscribe(List.of(subscription.source()), loop);
        KafkaReceiver receiver = new KafkaReceiver(group, deliveries, positions, loop, threads, receivers::remove);
        receivers.add(receiver);
        return receiver;
    }

    private Positions transactions(String group, Deliveries deliveries, Caller caller) {
        Producer<byte[], byte[]> producer = producer(settings.transactions(group), failures, caller);
        try {
            producer.initTransactions();
        } catch (KafkaException e) {
            producer.close(Duration.ZERO);
            throw failures.asking(caller, e);
        }
        return new TransactionalPositions(producer, new OutgoingRecords(topics), deliveries, failures, caller);
    }

    private static Producer<byte[], byte[]> producer(
            Map<String, Object> settings, KafkaFailures failures, Caller caller) {
        return made(
                () -> new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()),
                failures,
                caller);
    }

    @Override
    public Topic topic(String name) {
        return new GroupedTopic(name, topics);
    }

    @Override
    public Map<String, Object> inspect(String source, String group, Caller caller) {
        return topics.inspect(source, group(group), caller);
    }

    /**
     * Moves a group that has no members.
     *
     * @return what {@link #inspect} says of it then
     */
    Map<String, Object> seek(String source, String group, StartPosition goal, Caller caller) {
        List<TopicPartition> partitions = topics.partitions(source, caller);
        goal.offsets().keySet().forEach(partition -> topics.require(source, partition, caller));
        try (Consumer<byte[], byte[]> asking = consumer(group(group), StartPosition.BEGINNING, 1, caller)) {
            topics.move(group(group), goal.in(partitions, asking, caller), caller);
        } catch (KafkaException e) {
            throw failures.asking(caller, e);
        }
        return inspect(source, group, caller);
    }

    private Consumer<byte[], byte[]> consumer(String group, StartPosition start, int atOnce, Caller caller) {
        return made(
                () -> new KafkaConsumer<>(
                        settings.consumer(group, start, atOnce),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer()),
                failures,
                caller);
    }

    private String group(String named) {
        return named == null ? settings.defaultGroup() : named;
    }

    @Override
    public List<DiscoveredResource> discover(Caller caller) {
        return topics.discover(caller);
    }

    @Override
    public void close() {
        receivers.forEach(KafkaReceiver::close);
        publisher.close();
        topics.close();
        threads.close();
    }
}
