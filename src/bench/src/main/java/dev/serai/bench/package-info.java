/**
 * What Serai costs, beside bare Camel in the same run. {@link dev.serai.bench.Benchmarks} is the command;
 * {@link dev.serai.bench.ConnectorCall} and {@link dev.serai.bench.DurableStep} are measured by JMH in processes of their
 * own, {@link dev.serai.bench.OrderPipeline} launches the runtime itself. Nothing here passes or fails by a time.
 */
package dev.serai.bench;
