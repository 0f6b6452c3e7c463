/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.Operation;
import dev.serai.connector.state.ValueEncoding;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;

/**
 * Makes changes exactly once: the change and the row that says it is done, with its result, commit together. A repetition
 * with the same key finds the row and gives the result back; one that comes meanwhile waits for the first to end.
 * Thread-safe.
 */
final class ExactlyOnce {

    private final Database database;
    private final DoneCalls done;
    private final StorageEngines engines;
    private final CamelContext camelContext;
    private final Runnable begins;

    /**
     * @param camelContext has the encoding of results as a plugin
     * @param begins is run when the first call is about to be made
     */
    ExactlyOnce(Database database, DoneCalls done, CamelContext camelContext, Runnable begins) {
        this.database = database;
        this.done = done;
        this.engines = new StorageEngines(database);
        this.camelContext = camelContext;
        this.begins = begins;
    }

    /** Whether a call asks for it. */
    static boolean isWanted(Map<String, Object> input) {
        return Boolean.TRUE.equals(input.get("exactlyOnce"));
    }

    /**
     * What could never be kept is refused now, the call blocks.
     *
     * @throws ConnectorException when it could never be kept
     */
    Supplier<ExecutionResult> of(
            Operation operation, Map<String, Object> input, ExecutionContext context, Caller caller) {
        if (database.onlyReads()) {
            throw SqlCalls.onlyReads(caller);
        }
        ValueEncoding encoding = encoding(caller);
        String key = context.idempotencyKey()
                .orElseThrow(() -> refusal(
                        "There is nothing by which the call could be known again. 'exactlyOnce' stands in a workflow, a"
                                + " route that begins with 'workflow:'. In another route set the header"
                                + " CamelSeraiIdempotencyKey, to something of its own for each call.",
                        caller));
        requireOneTransaction(input, caller);
        return () -> {
            if (done.requireTable(caller)) {
                begins.run();
            }
            String id = DoneCalls.id(key);
            String call = CallDigest.of(operation, input, context.parameters(), database.dialect());
            Optional<ExecutionResult> made = database.inTransaction(caller, connection -> {
                if (!done.claim(connection, id, call, caller)) {
                    connection.rollback();
                    return Optional.empty();
                }
                ExecutionResult result = make(connection, operation, input, context, caller);
                done.finish(connection, id, encode(encoding, result, caller), caller);
                return Optional.of(result);
            });
            return made.orElseGet(() -> madeBefore(id, call, encoding, caller));
        };
    }

    private ExecutionResult make(
            Connection connection,
            Operation operation,
            Map<String, Object> input,
            ExecutionContext context,
            Caller caller)
            throws SQLException {
        if (input.get("table") instanceof String table) {
            engines.requireTransactions(connection, table, caller);
        }
        WholeTransaction transaction = WholeTransaction.on(connection, database);
        ExecutionResult result = new SqlCalls(database.joining(connection))
                .of(operation, input, context, caller)
                .get();
        transaction.requireOpen(caller);
        return result;
    }

    private ExecutionResult madeBefore(String id, String call, ValueEncoding encoding, Caller caller) {
        DoneCalls.Done before = done.find(id, caller).orElseThrow(() -> caller.failure(
                        SqlErrors.CONFLICT,
                        "The record of an earlier call with the same key was removed in this moment. The call may"
                                + " be repeated.")
                .neverSent()
                .build());
        if (before.result() == null) {
            throw caller.failure(
                            SqlErrors.EXACTLY_ONCE_BROKEN,
                            "An earlier call with the same key ended its transaction by a statement of its own, so that"
                                    + " nobody knows what it did. Look at the data; then remove the row '" + id
                                    + "' of the table '" + done.table() + "', and the call is made again.")
                    .build();
        }
        if (!before.call().equals(call)) {
            throw refusal(
                    "The key '" + id + "' is that of another call, which is done. Give each call a step of its own, or"
                            + " the header CamelSeraiIdempotencyKey a value of its own.",
                    caller);
        }
        List<?> result = (List<?>) encoding.decode(before.result());
        @SuppressWarnings("unchecked")
        Map<String, Object> metadata = (Map<String, Object>) result.get(1);
        return ExecutionResult.of(result.get(0), metadata);
    }

    /** What fails here is undone with the change. */
    private static byte[] encode(ValueEncoding encoding, ExecutionResult result, Caller caller) {
        try {
            return encoding.encode("result", Arrays.asList(result.output(), result.metadata()));
        } catch (IllegalArgumentException e) {
            throw caller.failure(
                            SqlErrors.EXACTLY_ONCE_REFUSED,
                            "The change was undone, because its result could not be given back to a repetition. "
                                    + e.getMessage())
                    .cause(e)
                    .build();
        }
    }

    private ValueEncoding encoding(Caller caller) {
        ValueEncoding encoding = camelContext.getCamelContextExtension().getContextPlugin(ValueEncoding.class);
        if (encoding == null) {
            throw refusal(
                    "'exactlyOnce' needs the engine of workflows, which records results. Add the artifact"
                            + " dev.serai:serai-workflow.",
                    caller);
        }
        return encoding;
    }

    private void requireOneTransaction(Map<String, Object> input, Caller caller) {
        if (Boolean.FALSE.equals(input.get("allOrNothing"))) {
            throw refusal(
                    "'exactlyOnce' needs one transaction, and 'allOrNothing: false' makes several. Leave one of them out.",
                    caller);
        }
        SqlStatement.texts(input).forEach(sql -> {
            TransactionControl.requireNone(sql, database.dialect(), caller);
            TransactionControl.committing(sql, database.dialect()).ifPresent(word -> {
                throw refusal(
                        "A statement begins with '" + word + "', which this database commits by itself, so that"
                                + " 'exactlyOnce' cannot be kept. Run it in a step without.",
                        caller);
            });
        });
    }

    private static ConnectorException refusal(String sentence, Caller caller) {
        return caller.failure(SqlErrors.EXACTLY_ONCE_REFUSED, sentence)
                .neverSent()
                .build();
    }
}
