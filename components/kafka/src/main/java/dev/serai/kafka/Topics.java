/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.kafka;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.DiscoveredResource;
import dev.serai.messaging.MessagingErrors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topics of a cluster. Thread-safe. */
final class Topics implements AutoCloseable {

    private static final Duration CLOSING = Duration.ofSeconds(1);

    private final Admin admin;
    private final KafkaFailures failures;
    private final long timeoutMillis;

    /** How many partitions the topics have that were asked for. More may have been added since. */
    private final Map<String, Integer> partitions = new ConcurrentHashMap<>();

    /** @param timeout of each question */
    Topics(Admin admin, KafkaFailures failures, Duration timeout) {
        this.admin = admin;
        this.failures = failures;
        // The client's own time-out comes first, because it says more.
        this.timeoutMillis = timeout.plusSeconds(1).toMillis();
    }

    /** Asks for the cluster's brokers. */
    void check(Caller caller) {
        Collection<?> unused = answer(admin.describeCluster().nodes(), caller, null);
    }

    /**
     * Makes sure that a topic is there.
     *
     * @throws ConnectorException {@link MessagingErrors#NOT_FOUND} when it is not
     */
    void require(String topic, Caller caller) {
        if (!partitions.containsKey(topic)) {
            ask(topic, caller);
        }
    }

    /** Makes sure that a topic has a partition. */
    void require(String topic, int partition, Caller caller) {
        require(topic, caller);
        if (partition >= partitions.getOrDefault(topic, 0)) {
            int now = ask(topic, caller);
            if (partition < 0 || partition >= now) {
                throw caller.failure(
                                KafkaErrors.PARTITION_UNKNOWN,
                                "The topic '" + topic + "' has no partition " + partition + ". Expected 0 to "
                                        + (now - 1) + ".")
                        .neverSent()
                        .build();
            }
        }
    }

    private int ask(String topic, Caller caller) {
        TopicDescription found =
                answer(admin.describeTopics(List.of(topic)).topicNameValues().get(topic), caller, topic);
        partitions.put(topic, found.partitions().size());
        return found.partitions().size();
    }

    /** Makes a topic unless it is there, with as many partitions and replicas as the brokers have by default. */
    void make(String topic, Caller caller) {
        if (partitions.containsKey(topic) || exists(topic, caller)) {
            return;
        }
        NewTopic made = new NewTopic(topic, Optional.empty(), Optional.empty());
        try {
            Void unused = answer(admin.createTopics(List.of(made)).all(), caller, topic);
        } catch (ConnectorException e) {
            // Somebody else may have made it at the same time.
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private boolean exists(String topic, Caller caller) {
        try {
            return ask(topic, caller) > 0;
        } catch (ConnectorException e) {
            if (e.errorCode().equals(MessagingErrors.NOT_FOUND)) {
                return false;
            }
            throw e;
        }
    }

    /** A topic is asked for again before it is used again: it may have been deleted. */
    void doubt(String topic) {
        partitions.remove(topic);
    }

    /** All topics but those that Kafka keeps for itself. */
    List<DiscoveredResource> discover(Caller caller) {
        Collection<String> names = answer(admin.listTopics().names(), caller, null);
        Map<String, TopicDescription> found = answer(admin.describeTopics(names).allTopicNames(), caller, null);
        return found.values().stream()
                .filter(topic -> !topic.isInternal())
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .map(topic -> new DiscoveredResource(
                        "topic",
                        topic.name(),
                        "",
                        topic.partitions().stream()
                                .map(partition -> new DiscoveredResource.Part(
                                        String.valueOf(partition.partition()),
                                        "partition",
                                        partition.leader() == null
                                                ? "It has no leader now."
                                                : partition.replicas().size() + " replicas, "
                                                        + partition.isr().size() + " in step."))
                                .collect(Collectors.toList())))
                .toList();
    }

    /** How much of a topic a group has not done with yet, by partition and together. */
    Map<String, Object> inspect(String topic, String group, Caller caller) {
        List<TopicPartition> all = partitions(topic, caller);
        Map<TopicPartition, ListOffsetsResultInfo> ends = offsets(all, OffsetSpec.latest(), caller);
        Map<TopicPartition, ListOffsetsResultInfo> beginnings = offsets(all, OffsetSpec.earliest(), caller);
        Map<TopicPartition, OffsetAndMetadata> saved =
                answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(), caller, null);
        long messages = 0;
        List<Map<String, Object>> rows = new ArrayList<>();
        for (TopicPartition partition : all) {
            OffsetAndMetadata position = saved.get(partition);
            long beginning = beginnings.get(partition).offset();
            long end = ends.get(partition).offset();
            long lag = end - (position == null ? beginning : Math.max(beginning, position.offset()));
            messages += lag;
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("partition", partition.partition());
            row.put("messages", lag);
            row.put("position", position == null ? null : position.offset());
            row.put("beginning", beginning);
            row.put("end", end);
            rows.add(row);
        }
        Map<String, Object> found = new LinkedHashMap<>();
        found.put("source", topic);
        found.put("messages", messages);
        found.put("group", group);
        found.put("partitions", rows);
        return found;
    }

    /** The partitions of a topic. */
    List<TopicPartition> partitions(String topic, Caller caller) {
        return IntStream.range(0, ask(topic, caller))
                .mapToObj(number -> new TopicPartition(topic, number))
                .toList();
    }

    /**
     * Saves positions of a group that has no members.
     *
     * @throws ConnectorException {@link KafkaErrors#GROUP_IN_USE} when it has
     */
    void move(String group, Map<TopicPartition, Long> positions, Caller caller) {
        Map<TopicPartition, OffsetAndMetadata> saved = positions.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> new OffsetAndMetadata(entry.getValue())));
        Void unused = answerOr(
                admin.alterConsumerGroupOffsets(group, saved).all(),
                caller,
                failure -> failures.moving(caller, group, failure));
    }

    private Map<TopicPartition, ListOffsetsResultInfo> offsets(
            List<TopicPartition> partitions, OffsetSpec which, Caller caller) {
        Map<TopicPartition, OffsetSpec> asked =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> which));
        return answer(admin.listOffsets(asked).all(), caller, null);
    }

    private <T> T answer(KafkaFuture<T> asked, Caller caller, String topic) {
        return answerOr(
                asked,
                caller,
                failure -> topic != null
                                && (failure instanceof UnknownTopicOrPartitionException
                                        || failure instanceof InvalidTopicException)
                        ? failures.topicUnknown(caller, topic, failure)
                        : failures.asking(caller, failure));
    }

    private <T> T answerOr(KafkaFuture<T> asked, Caller caller, Function<Throwable, ConnectorException> failure) {
        try {
            return asked.get(timeoutMillis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failure.apply(e.getCause());
        } catch (java.util.concurrent.TimeoutException e) {
            throw failures.unreachable(caller, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failures.unreachable(caller, e);
        }
    }

    @Override
    public void close() {
        admin.close(CLOSING);
    }
}
