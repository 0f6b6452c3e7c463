/**
 * The store: one SQLite file that every other room keeps its tables in. {@link dev.serai.store.Store} opens it, keeps a
 * second process out, and applies migrations; {@link dev.serai.store.GroupCommitWriter} is its only writer and commits
 * for all callers at once; reads go beside it. {@link dev.serai.store.PostgresStore} is a database that several processes
 * share. What consumers remember is written once over single statements, and lies on either.
 */
package dev.serai.store;
