/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.connector.Caller;
import dev.serai.connector.camel.ConnectorEndpoint;
import dev.serai.connector.camel.ConsumerState;
import dev.serai.file.format.RecordReader;
import dev.serai.file.storage.Storage;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;

/** Makes the consumer of the operation {@code stream} from its inputs. */
final class FileStream {

    private final Storage storage;
    private final CamelContext camelContext;
    private final Caller caller;

    FileStream(Storage storage, CamelContext camelContext, Caller caller) {
        this.storage = storage;
        this.camelContext = camelContext;
        this.caller = caller;
    }

    /** @param input the stream operation's inputs, complete */
    Consumer consumer(ConnectorEndpoint endpoint, Processor processor, Map<String, Object> input) {
        FilePattern pattern = new FilePattern((String) input.get("pattern"), caller);
        Object reader = input.get("reader");
        String name = caller.connector() + "/" + pattern + (reader == null ? "" : "#" + reader);
        FileReading.Settings settings = new FileReading.Settings(
                caller.connector() + "/" + caller.operation() + "/" + pattern + (reader == null ? "" : "#" + reader),
                Math.toIntExact((Long) input.get("concurrency")),
                Math.toIntExact((Long) input.get("checkpointEvery")),
                "skip".equals(input.get("onError")));
        FileReading reading = new FileReading(
                storage,
                RecordReader.of(input, caller),
                endpoint,
                processor,
                settings,
                ConsumerState.checkpoints(camelContext),
                caller);
        ArrivingFiles.Memory memory = new ArrivingFiles.Memory(
                ConsumerState.seenKeys(camelContext),
                name + ":",
                (Duration) input.get("rememberFor"),
                "content".equals(input.get("identity")));
        FileEnding ending = new FileEnding(
                storage,
                FileEnding.Success.valueOf(((String) input.get("afterSuccess")).toUpperCase(Locale.ROOT)),
                "move".equals(input.get("afterFailure")));
        FileConsumer consumer = new FileConsumer(
                endpoint, processor, reading, new ArrivingFiles(storage, pattern, memory), ending, caller);
        consumer.setInitialDelay(0);
        consumer.setDelay(((Duration) input.get("pollInterval")).toMillis());
        return consumer;
    }
}
