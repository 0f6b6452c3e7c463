/**
 * How what a step did is kept and comes back: {@link dev.serai.workflow.value.ValueCodec} keeps values with their class,
 * {@link dev.serai.workflow.value.ExchangeSnapshot} finds what changed, and
 * {@link dev.serai.workflow.value.FailureCodec} keeps failures so that {@code doCatch} sees the same class again.
 */
package dev.serai.workflow.value;
