/**
 * The SQL connector. {@link dev.serai.sql.SqlConnectorFactory} says what it is and what it can do,
 * {@link dev.serai.sql.SqlConnector} lives, and {@link dev.serai.sql.SqlCalls} dispatches; given statements run through
 * JDBC ({@link dev.serai.sql.GivenStatements}, {@link dev.serai.sql.GivenChanges}), built ones are rendered by jOOQ
 * ({@link dev.serai.sql.BuiltStatements}, {@link dev.serai.sql.BulkStatements}, {@link dev.serai.sql.TableRead});
 * {@link dev.serai.sql.SqlFailures} turns what a database says into a connector's failure.
 */
package dev.serai.sql;
