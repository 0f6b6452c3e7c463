/**
 * The MongoDB connector. {@link dev.serai.mongodb.MongoDbConnectorFactory} says what it is and what it can do,
 * {@link dev.serai.mongodb.MongoDbConnector} lives and dispatches; {@link dev.serai.mongodb.BsonReading} and
 * {@link dev.serai.mongodb.BsonWriting} turn what MongoDB holds into values and back;
 * {@link dev.serai.mongodb.MongoDbFailures} turns what the driver says into a connector's failure.
 */
package dev.serai.mongodb;
