/**
 * The contract that every connector keeps: what it can do ({@link dev.serai.connector.Operation}), how it is called
 * ({@link dev.serai.connector.Connector}) and how it fails ({@link dev.serai.connector.ConnectorException}).
 *
 * <p>Nothing here knows a protocol or a database.
 */
package dev.serai.connector;
