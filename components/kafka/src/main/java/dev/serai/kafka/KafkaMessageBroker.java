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
import dev.serai.messaging.OutgoingMessage;
import dev.serai.messaging.Receiver;
import dev.serai.messaging.Subscription;
import dev.serai.messaging.Topic;
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
import org.apache.kafka.common.KafkaException;
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
                    made(
                            () -> new KafkaProducer<>(
                                    settings.producer(), new ByteArraySerializer(), new ByteArraySerializer()),
                            failures,
                            caller),
                    topics,
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
        Consumer<byte[], byte[]> consumer = made(
                () -> new KafkaConsumer<>(
                        settings.consumer(group, start, atOnce),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer()),
                failures,
                caller);
        Deliveries deliveries = new Deliveries(subscription.buffer());
        ConsumerLoop loop = new ConsumerLoop(consumer, deliveries, start, atOnce, failures, caller);
        consumer.subscribe(List.of(subscription.source()), loop);
        KafkaReceiver receiver = new KafkaReceiver(group, deliveries, loop, threads, receivers::remove);
        receivers.add(receiver);
        return receiver;
    }

    @Override
    public Topic topic(String name) {
        return new GroupedTopic(name, topics);
    }

    @Override
    public Map<String, Object> inspect(String source, String group, Caller caller) {
        return topics.inspect(source, group(group), caller);
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
