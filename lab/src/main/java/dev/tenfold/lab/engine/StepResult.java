package dev.tenfold.lab.engine;

/**
 * What one training step saw, before it changed the weights.
 *
 * @param loss mean cross-entropy of the batch, in nats; not finite if training went astray, and the
 *     weights were then left as they were
 * @param correct how many of the batch were classified right
 */
public record StepResult(double loss, int correct) {}
