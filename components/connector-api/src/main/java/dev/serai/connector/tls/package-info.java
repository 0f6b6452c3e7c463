/** What connectors encrypt their connections with, when their client takes Java's own {@code SSLContext}. */
package dev.serai.connector.tls;
