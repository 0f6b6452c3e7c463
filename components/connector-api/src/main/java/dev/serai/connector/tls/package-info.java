/** What connectors encrypt their connections with. */
package dev.serai.connector.tls;
