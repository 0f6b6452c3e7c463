/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.connector.Caller;
import dev.serai.connector.camel.ConnectorEndpoint;
import dev.serai.connector.camel.ConsumerState;
import dev.serai.connector.state.CheckpointStore;
import dev.serai.file.format.ProvidedFormats;
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
    private final ProvidedFormats formats;
    private final CamelContext camelContext;
    private final Caller caller;

    FileStream(Storage storage, ProvidedFormats formats, CamelContext camelContext, Caller caller) {
        this.storage = storage;
        this.formats = formats;
        this.camelContext = camelContext;
        this.caller = caller;
    }

    /** @param input the stream operation's inputs, complete */
    Consumer consumer(ConnectorEndpoint endpoint, Processor processor, Map<String, Object> input) {
        FilePattern pattern = new FilePattern((String) input.get("pattern"), caller);
        CheckpointStore checkpoints = ConsumerState.checkpoints(camelContext);
        FileReading.Settings settings = new FileReading.Settings(
                caller.connector() + "/" + caller.operation() + "/" + readerName(input),
                Math.toIntExact((Long) input.get("concurrency")),
                Math.toIntExact((Long) input.get("checkpointEvery")),
                "skip".equals(input.get("onError")));
        FileReading reading = new FileReading(
                storage, RecordReader.of(input, formats, caller), endpoint, processor, settings, checkpoints, caller);
        ArrivingFiles.Memory memory = new ArrivingFiles.Memory(
                ConsumerState.seenKeys(camelContext),
                caller.connector() + "/" + readerName(input) + ":",
                (Duration) input.get("rememberFor"),
                "content".equals(input.get("identity")));
        FileEnding ending = new FileEnding(
                storage,
                FileEnding.Success.valueOf(((String) input.get("afterSuccess")).toUpperCase(Locale.ROOT)),
                "move".equals(input.get("afterFailure")));
        FileConsumer consumer = new FileConsumer(
                endpoint,
                processor,
                reading,
                new ArrivingFiles(storage, pattern, memory),
                ending,
                new VanishedFiles(storage, checkpoints, settings.source()),
                caller);
        consumer.setInitialDelay(0);
        consumer.setDelay(((Duration) input.get("pollInterval")).toMillis());
        return consumer;
    }

    /** A name before a colon that no other reader of the connector has, also not with what follows the colon. */
    private static String readerName(Map<String, Object> input) {
        Object reader = input.get("reader");
        String name = input.get("pattern") + (reader == null ? "" : "#" + reader);
        return name.replace("%", "%25").replace(":", "%3A");
    }
}
