/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mongodb;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoClientException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoConfigurationException;
import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoCursorNotFoundException;
import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoServerUnavailableException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoSocketOpenException;
import com.mongodb.MongoSocketReadTimeoutException;
import com.mongodb.MongoSocketWriteTimeoutException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.MongoWriteException;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ServerDescription;
import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCode;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLException;
import org.bson.BsonInvalidOperationException;
import org.bson.BsonMaximumSizeExceededException;
import org.bson.BsonSerializationException;

/** Says in sentences why a call failed. Thread-safe. */
final class MongoDbFailures {

    private static final int LONGEST_WORDS = 500;

    private static final Set<Integer> ACCESS = Set.of(11, 13, 18, 31, 8000);
    private static final Set<Integer> TIME = Set.of(50, 262);
    private static final Set<Integer> DUPLICATE = Set.of(11000, 11001, 12582);
    /** CommandNotFound, IllegalOperation, and what a server without a log answers to a change stream. */
    private static final Set<Integer> LACKING = Set.of(20, 59, 263, 40573);

    private static final int WRITE_CONFLICT = 112;
    private static final int WRITE_CONCERN_FAILED = 64;
    private static final Set<Integer> HISTORY = Set.of(286, 280, 260);

    private final String servers;

    /** @param servers as people know them */
    MongoDbFailures(String servers) {
        this.servers = servers;
    }

    /** @param cluster what the driver knows of the servers */
    ConnectorException of(Caller caller, Throwable failure, ClusterDescription cluster) {
        if (failure instanceof CompletionException && failure.getCause() != null) {
            return of(caller, failure.getCause(), cluster);
        }
        if (failure instanceof ConnectorException known) {
            return known;
        }
        if (failure instanceof RejectedExecutionException) {
            return build(
                    caller,
                    MongoDbErrors.CONNECTION_LOST,
                    "The connector was disconnected while the call was under way.",
                    failure);
        }
        if (failure instanceof BsonMaximumSizeExceededException
                || failure instanceof BsonSerializationException
                || failure instanceof BsonInvalidOperationException) {
            return build(
                    caller,
                    MongoDbErrors.VALUE_REFUSED,
                    "A document cannot be sent: " + words(failure) + " A document has 16 MB at most.",
                    failure);
        }
        return failure instanceof MongoException mongo
                ? mongo(caller, mongo, cluster)
                : build(caller, ConnectorErrors.UNEXPECTED, "The call failed: " + words(failure), failure);
    }

    private ConnectorException mongo(Caller caller, MongoException failure, ClusterDescription cluster) {
        if (failure instanceof MongoSecurityException security) {
            return security.getCause() instanceof MongoSocketException broken
                    ? broken(caller, broken)
                    : neverSent(
                            caller,
                            MongoDbErrors.ACCESS_REFUSED,
                            servers + " refused the credentials. Check 'connection.username', 'connection.password' and"
                                    + " 'connection.authSource'.",
                            failure);
        }
        if (failure instanceof MongoTimeoutException timeout) {
            return timedOut(caller, timeout, cluster);
        }
        if (failure instanceof MongoSocketException broken) {
            return broken(caller, broken);
        }
        if (failure instanceof MongoExecutionTimeoutException) {
            return tookTooLong(caller, failure);
        }
        if (failure instanceof MongoConnectionPoolClearedException
                || failure instanceof MongoServerUnavailableException) {
            return neverSent(
                    caller,
                    MongoDbErrors.CANNOT_CONNECT,
                    "The connections to " + servers + " have just been given up, because one of them broke.",
                    failure);
        }
        if (failure instanceof MongoConfigurationException) {
            return neverSent(
                    caller, ConnectorErrors.CONFIGURATION, "'connection' cannot be used: " + words(failure), failure);
        }
        return answered(caller, failure);
    }

    private ConnectorException timedOut(Caller caller, MongoTimeoutException failure, ClusterDescription cluster) {
        String said = String.valueOf(failure.getMessage());
        if (said.contains("while waiting for a server")) {
            return notReached(caller, failure, cluster);
        }
        if (said.contains("while waiting for a connection")) {
            return neverSent(
                    caller,
                    MongoDbErrors.POOL_EXHAUSTED,
                    "No connection to " + servers + " was free for 'options.requestTimeout'. All of"
                            + " 'options.maxConnections' are in use by calls and open streams of this connector.",
                    failure);
        }
        return tookTooLong(caller, failure);
    }

    private ConnectorException notReached(Caller caller, MongoTimeoutException failure, ClusterDescription cluster) {
        Throwable seen = cluster.getServerDescriptions().stream()
                .map(ServerDescription::getException)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        Throwable reason = seen == null ? null : root(seen);
        if (isOfEncryption(seen)) {
            return neverSent(
                    caller,
                    MongoDbErrors.NOT_TRUSTED,
                    "No encrypted connection to " + servers + " came about: " + words(reason)
                            + " Check 'connection.tls', and that the server speaks TLS.",
                    failure);
        }
        return neverSent(
                caller,
                MongoDbErrors.CANNOT_CONNECT,
                "No server of " + servers + " could be used for 'options.serverSelectionTimeout'"
                        + (reason == null
                                ? ", though they can be reached: none has the role that the call needs."
                                : ": " + words(reason)),
                failure);
    }

    private ConnectorException broken(Caller caller, MongoSocketException failure) {
        if (failure instanceof MongoSocketReadTimeoutException || failure instanceof MongoSocketWriteTimeoutException) {
            return tookTooLong(caller, failure);
        }
        if (failure instanceof MongoSocketOpenException) {
            return neverSent(
                    caller,
                    MongoDbErrors.CANNOT_CONNECT,
                    "A connection to " + servers + " could not be made: " + words(root(failure)),
                    failure);
        }
        return build(
                caller,
                MongoDbErrors.CONNECTION_LOST,
                "The connection to " + servers + " broke while the call was under way. Whether a change took effect is"
                        + " not known.",
                failure);
    }

    private static ConnectorException tookTooLong(Caller caller, Throwable failure) {
        return build(
                caller,
                MongoDbErrors.TIMEOUT,
                "The call took longer than 'options.requestTimeout' and was given up. Whether a change took effect is"
                        + " not known.",
                failure);
    }

    private ConnectorException answered(Caller caller, MongoException failure) {
        if (failure instanceof MongoNotPrimaryException || failure instanceof MongoNodeIsRecoveringException) {
            return build(
                    caller,
                    MongoDbErrors.NOT_PRIMARY,
                    "The server stepped down or is starting, and takes no calls for now: " + words(failure),
                    failure);
        }
        if (failure instanceof MongoWriteConcernException) {
            return build(
                    caller,
                    MongoDbErrors.WRITE_CONCERN,
                    "The change was made, but not as many servers have it as 'writeConcern' asks for: "
                            + words(failure),
                    failure);
        }
        if (failure instanceof MongoCursorNotFoundException) {
            return build(
                    caller,
                    MongoDbErrors.CURSOR_LOST,
                    "The server gave up the cursor, because nobody read on for some minutes. Read smaller batches.",
                    failure);
        }
        if (failure instanceof MongoBulkWriteException bulk) {
            return ofCode(caller, code(bulk), bulk);
        }
        if (failure instanceof MongoClientException && !(failure instanceof MongoCommandException)) {
            return build(
                    caller,
                    MongoDbErrors.SERVER_LACKS,
                    "It cannot be done with this server: " + words(failure)
                            + " Transactions and change streams need a replica set.",
                    failure);
        }
        return ofCode(caller, failure.getCode(), failure);
    }

    private static int code(MongoBulkWriteException failure) {
        return failure.getWriteErrors().isEmpty()
                ? WRITE_CONCERN_FAILED
                : failure.getWriteErrors().get(0).getCode();
    }

    private ConnectorException ofCode(Caller caller, int code, MongoException failure) {
        String words = words(failure);
        if (failure.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL) || code == WRITE_CONFLICT) {
            return caller.failure(
                            MongoDbErrors.CONFLICT,
                            "Another transaction changed the same documents, and this one was undone: " + words
                                    + " It may be repeated.")
                    .neverSent()
                    .cause(failure)
                    .build();
        }
        if (ACCESS.contains(code)) {
            return build(
                    caller,
                    MongoDbErrors.ACCESS_REFUSED,
                    "The user may not do this: " + words + " Check the roles of 'connection.username'.",
                    failure);
        }
        if (TIME.contains(code)) {
            return tookTooLong(caller, failure);
        }
        if (isDuplicate(code, failure)) {
            return build(caller, MongoDbErrors.DUPLICATE_KEY, "A document with that key is there: " + words, failure);
        }
        if (HISTORY.contains(code)) {
            return build(
                    caller,
                    MongoDbErrors.HISTORY_LOST,
                    "The changes after the saved position are no longer in the server's log: " + words
                            + " Reset the position with 'serai checkpoints reset', and read the collection anew.",
                    failure);
        }
        if (LACKING.contains(code)) {
            return build(caller, MongoDbErrors.SERVER_LACKS, "This server cannot do it: " + words, failure);
        }
        return build(caller, refusal(code, failure), "The server refused the call: " + words, failure);
    }

    private static ErrorCode refusal(int code, MongoException failure) {
        if (code == WRITE_CONCERN_FAILED) {
            return MongoDbErrors.WRITE_CONCERN;
        }
        return failure instanceof MongoWriteException || failure instanceof MongoBulkWriteException
                ? MongoDbErrors.WRITE_REFUSED
                : MongoDbErrors.REFUSED;
    }

    private static boolean isDuplicate(int code, MongoException failure) {
        return DUPLICATE.contains(code)
                || (failure instanceof MongoWriteException write
                        && write.getError().getCategory() == ErrorCategory.DUPLICATE_KEY);
    }

    private static ConnectorException neverSent(Caller caller, ErrorCode code, String sentence, Throwable cause) {
        return caller.failure(code, sentence).neverSent().cause(cause).build();
    }

    private static ConnectorException build(Caller caller, ErrorCode code, String sentence, Throwable cause) {
        ConnectorException.Builder failure = caller.failure(code, sentence).cause(cause);
        if (cause instanceof MongoException mongo && mongo.getCode() > 0) {
            failure.detail("serverCode", mongo.getCode());
        }
        if (cause instanceof MongoBulkWriteException bulk) {
            failure.detail("result", BulkOutcome.of(bulk));
        }
        return failure.build();
    }

    private static boolean isOfEncryption(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return true;
            }
        }
        return false;
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }

    /** What the server or the system said, as a sentence, without the names of classes. */
    private static String words(Throwable failure) {
        String said;
        if (failure instanceof MongoBulkWriteException bulk
                && !bulk.getWriteErrors().isEmpty()) {
            said = bulk.getWriteErrors().get(0).getMessage();
        } else if (failure instanceof MongoCommandException command) {
            said = command.getErrorMessage();
        } else if (failure instanceof MongoWriteException write) {
            said = write.getError().getMessage();
        } else {
            said = failure.getMessage();
        }
        if (said == null || said.isBlank()) {
            return "it gave no reason.";
        }
        String shortened = said.length() > LONGEST_WORDS ? said.substring(0, LONGEST_WORDS) + " …" : said.strip();
        return shortened.endsWith(".") ? shortened : shortened + ".";
    }
}
