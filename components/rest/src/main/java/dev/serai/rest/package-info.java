/**
 * The REST connector: calls HTTP APIs without holding a thread. {@link dev.serai.rest.RestConnector} puts a call together
 * with {@code RestRequests} and sends it with the client of {@link dev.serai.http}; {@code Pages} knows how an API gives
 * long lists.
 */
package dev.serai.rest;
