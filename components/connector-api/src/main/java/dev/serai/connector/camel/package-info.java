/**
 * The Camel component in front of every connector: {@code connector:NAME/OPERATION}. The message body is the
 * operation's payload, endpoint options and {@code CamelSerai…} headers are its other inputs, and an option declared in
 * the route wins over a header.
 */
package dev.serai.connector.camel;
