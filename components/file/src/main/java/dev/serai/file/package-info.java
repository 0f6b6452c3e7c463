/**
 * The file connector. {@link dev.serai.file.FileConnectorFactory} says what it is and what it can do,
 * {@link dev.serai.file.FileConnector} lives and dispatches, {@link dev.serai.file.FileCalls} does what concerns whole files,
 * and {@link dev.serai.file.FileStream} makes the consumer that turns files which arrive into a message per record. Where
 * files lie is the affair of {@link dev.serai.file.storage}, what they hold that of {@link dev.serai.file.format}.
 */
package dev.serai.file;
