/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.connector.Caller;
import dev.serai.connector.camel.ConnectorEndpoint;
import dev.serai.connector.camel.ConsumerState;
import dev.serai.connector.camel.SeenKeysIdempotentRepository;
import java.io.File;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.file.FileComponent;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileConfiguration;
import org.apache.camel.component.file.GenericFileConsumer;
import org.apache.camel.component.file.GenericFileMessage;
import org.apache.camel.support.ExpressionAdapter;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Makes the consumer of a stream: Camel's own file consumer, which finds the files, remembers which were read, and
 * leaves, deletes or moves them; each file it finds goes through {@link FileRecords}.
 */
final class FileStream {

    /** The scope of read files among the keys that consumers remember, the same in every version. */
    private static final String SCOPE = "consumers";

    /** A file counts as complete when nobody has written to it for so long. */
    private static final Duration QUIET = Duration.ofSeconds(1);

    private final BaseFolder folder;
    private final CamelContext camelContext;
    private final Caller caller;

    FileStream(BaseFolder folder, CamelContext camelContext, Caller caller) {
        this.folder = folder;
        this.camelContext = camelContext;
        this.caller = caller;
    }

    /** @param input the stream operation's inputs, complete */
    Consumer consumer(ConnectorEndpoint origin, Processor processor, Map<String, Object> input) throws Exception {
        FilePattern pattern = new FilePattern((String) input.get("pattern"), caller);
        long concurrency = (Long) input.get("concurrency");
        FileRecords records =
                new FileRecords(folder, readingOf(input, caller), origin, processor, (int) concurrency, caller);
        FileEndpoint endpoint = endpoint(pattern, input);
        ServiceHelper.startService(endpoint);
        GenericFileConsumer<File> consumer = endpoint.createConsumer(records);
        consumer.setInitialDelay(0);
        consumer.setDelay(((Duration) input.get("pollInterval")).toMillis());
        records.readFor(consumer);
        return consumer;
    }

    /** How the inputs say that files are taken apart. */
    static RecordFormat readingOf(Map<String, Object> input, Caller caller) {
        RecordFormat.Kind kind =
                switch ((String) input.get("format")) {
                    case "json-lines" -> RecordFormat.Kind.JSON_LINES;
                    case "lines" -> RecordFormat.Kind.LINES;
                    default -> RecordFormat.Kind.CSV;
                };
        String delimiter = (String) input.get("delimiter");
        return new RecordFormat(
                kind,
                delimiter.equals("tab") ? "\t" : delimiter,
                charset((String) input.get("charset"), caller),
                caller);
    }

    private FileEndpoint endpoint(FilePattern pattern, Map<String, Object> input) {
        FileComponent component = camelContext.getComponent("file", FileComponent.class);
        // Two routes that compete for the same files are refused by Camel, which knows them by this name.
        FileEndpoint endpoint = new FileEndpoint("file:" + folder.path() + "?pattern=" + pattern, component);
        endpoint.setCamelContext(camelContext);
        GenericFileConfiguration configuration = new GenericFileConfiguration();
        configuration.setDirectory(folder.path().toString());
        endpoint.setConfiguration(configuration);
        endpoint.setFile(folder.path().toFile());
        endpoint.setAutoCreate(false);
        endpoint.setRecursive(pattern.looksIntoFolders());
        endpoint.setFilter(file -> file.isDirectory() || isRead(file, pattern));
        endpoint.setSorter((one, other) -> one.getRelativeFilePath().compareTo(other.getRelativeFilePath()));
        endpoint.setReadLock("changed");
        endpoint.setReadLockMinAge(QUIET.toMillis());
        endpoint.setReadLockCheckInterval(QUIET.toMillis() / 10);
        endpoint.setReadLockMinLength(0);
        endpoint.setReadLockMarkerFile(false);
        endpoint.setIdempotent(true);
        // Eagerly, a file would count as read before it is, and a kill in between would lose the rest of it.
        endpoint.setIdempotentEager(false);
        endpoint.setIdempotentKey(new SeenKey(caller.connector() + "/" + pattern + ":"));
        endpoint.setIdempotentRepository(new SeenKeysIdempotentRepository(
                ConsumerState.seenKeys(camelContext), SCOPE, (Duration) input.get("rememberFor")));
        switch ((String) input.get("afterSuccess")) {
            case "delete" -> endpoint.setDelete(true);
            // The moment keeps a file of the same name that was moved before.
            case "move" -> endpoint.setMove("${file:parent}/.done/${date:now:yyyyMMdd-HHmmssSSS}-${file:onlyname}");
            default -> endpoint.setNoop(true);
        }
        CamelFileOptions.bind((Map<?, ?>) input.getOrDefault("options", Map.of()), endpoint, caller);
        return endpoint;
    }

    private boolean isRead(GenericFile<File> file, FilePattern pattern) {
        var path = folder.path()
                .relativize(file.getFile().toPath().toAbsolutePath().normalize());
        return pattern.matches(path) && folder.reallyContains(folder.path().resolve(path));
    }

    private static Charset charset(String name, Caller caller) {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw caller.failure(
                            FileErrors.OPTION_REFUSED,
                            "There is no charset '" + name + "'. Expected a name such as UTF-8, ISO-8859-1 or"
                                    + " windows-1252.")
                    .cause(e)
                    .build();
        }
    }

    /** What a file is remembered by: a file of the same name with other content is another file. */
    private static final class SeenKey extends ExpressionAdapter {
        private final String prefix;

        SeenKey(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public Object evaluate(Exchange exchange) {
            GenericFile<?> file = ((GenericFileMessage<?>) exchange.getIn()).getGenericFile();
            return prefix + file.getRelativeFilePath() + "-" + file.getFileLength() + "-" + file.getLastModified();
        }
    }
}
