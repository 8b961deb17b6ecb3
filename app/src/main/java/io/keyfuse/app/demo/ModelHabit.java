package io.keyfuse.app.demo;

/**
 * How a key uses one model.
 *
 * @param model name as the price list knows it
 * @param weight share of the key's calls, relative to its other habits
 * @param medianInput median input tokens of a call
 * @param medianOutput median output tokens of a call
 * @param cachedShare part of the input that the prompt cache serves, 0 to 1
 */
record ModelHabit(
    String model, int weight, int medianInput, int medianOutput, double cachedShare) {}
