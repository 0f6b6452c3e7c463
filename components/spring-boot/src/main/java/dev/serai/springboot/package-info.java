/** Connectors among the properties of a Spring Boot application. */
package dev.serai.springboot;
