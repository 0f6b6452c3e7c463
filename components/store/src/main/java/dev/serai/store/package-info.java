/**
 * The store, in a SQLite file or in PostgreSQL, that every other room keeps its tables in. {@link
 * dev.serai.store.StoreSettings} say where it lies and open it, keep a second process out, and apply migrations; {@link
 * dev.serai.store.GroupCommitWriter} is its only writer and commits for all callers at once; reads go beside it. In what the
 * databases differ is behind {@code StoreDatabase}. What consumers remember is written once over single statements, and may
 * also be shared by several processes on PostgreSQL.
 */
package dev.serai.store;
