/**
 * The connector type {@code grpc}: calls of services by their descriptors, without generated code, and messages that a
 * server sends. {@link dev.serai.grpc.Grpc} is the way in from Java.
 */
package dev.serai.grpc;
