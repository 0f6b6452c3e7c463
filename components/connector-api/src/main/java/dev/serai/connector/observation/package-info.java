/** Being told of every operation that connectors run: for metrics, traces and logs. */
package dev.serai.connector.observation;
