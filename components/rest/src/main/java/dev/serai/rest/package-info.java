/**
 * The REST connector: calls HTTP APIs without holding a thread. {@link dev.serai.rest.RestConnector} puts a call together
 * from a target, headers and a body, {@code HttpCall} sends it and collects the reply, and {@code ReplyReader} and
 * {@code RestFailures} turn that into a value or a failure.
 */
package dev.serai.rest;
