/** How connectors show who they are: credentials that are the same for every protocol, renewed before they expire. */
package dev.serai.connector.authentication;
