/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mongodb;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.ClientSession;
import com.mongodb.reactivestreams.client.MongoCollection;
import dev.serai.connector.ExecutionResult;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.bson.BsonDocument;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** The operation {@code bulk}: many changes, each for itself or all in one transaction. */
final class BulkWrites {

    private BulkWrites() {}

    static CompletionStage<ExecutionResult> bulk(OpenClient client, MongoDbCall call) {
        List<WriteModel<BsonDocument>> models = BulkModels.of(call);
        boolean partial = call.flag(MongoDbOperations.PARTIAL);
        boolean atomic = call.flag(MongoDbOperations.ATOMIC);
        if (partial && atomic) {
            throw call.refused(
                    MongoDbErrors.CALL_WRONG,
                    "'partial' and 'atomic' contradict each other: one passes over what is refused, the other then"
                            + " makes nothing. Give one of them.");
        }
        MongoCollection<BsonDocument> collection = client.collection(call.collection());
        BulkWriteOptions options = new BulkWriteOptions().ordered(!partial);
        Mono<Map<String, Object>> made = (atomic
                        ? inTransaction(client, session -> collection.bulkWrite(session, models, options))
                        : Mono.from(collection.bulkWrite(models, options)))
                .map(BulkOutcome::of);
        if (partial) {
            made = made.onErrorResume(
                    MongoBulkWriteException.class,
                    failure -> failure.getWriteConcernError() == null
                            ? Mono.just(BulkOutcome.of(failure))
                            : Mono.error(failure));
        }
        return client.one(call.caller(), made)
                .thenApply(outcome -> ExecutionResult.of(outcome, Map.of(MongoDbOperations.COUNT, (long) models.size()))
                        .withUsage(models.size(), 0));
    }

    /** The session is closed whatever happens; a transaction that is not committed by then is undone. */
    private static Mono<BulkWriteResult> inTransaction(
            OpenClient client, Function<ClientSession, Publisher<BulkWriteResult>> write) {
        return Mono.usingWhen(
                client.session(),
                session -> {
                    session.startTransaction();
                    return Mono.from(write.apply(session)).flatMap(result -> Mono.from(session.commitTransaction())
                            .thenReturn(result));
                },
                session -> Mono.fromRunnable(session::close),
                (session, failure) -> undone(session),
                BulkWrites::undone);
    }

    private static Mono<Void> undone(ClientSession session) {
        return Mono.defer(() -> Mono.from(session.abortTransaction()))
                .onErrorComplete()
                .doFinally(end -> session.close());
    }
}
