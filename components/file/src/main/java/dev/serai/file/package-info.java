/**
 * The file connector. {@link dev.serai.file.FileConnectorFactory} says what it is and what it can do,
 * {@link dev.serai.file.FileConnector} lives and dispatches; {@link dev.serai.file.BaseFolder} keeps every path inside
 * the declared folder, {@link dev.serai.file.AtomicFile} writes so that a reader never sees half a file, and
 * {@link dev.serai.file.FileStream} makes the consumer that waits for files, {@link dev.serai.file.FileRecords} turns each
 * into a message per record. What files hold is the affair of {@link dev.serai.file.format}.
 */
package dev.serai.file;
