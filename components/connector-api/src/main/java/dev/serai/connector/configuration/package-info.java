/**
 * From {@code connectors.yaml} to checked records: reading with positions, resolving references, binding, and saying
 * what is wrong by file, line and column. One annotated record per type drives it all.
 */
package dev.serai.connector.configuration;
