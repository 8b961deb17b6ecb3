package io.keyfuse.console.model;

import io.keyfuse.schemas.v1.Fact;

/**
 * One number that spoke for or against the cause.
 *
 * @param name stable name, unit last
 * @param value value as text
 * @param weight natural-log likelihood ratio; 0 for a plain statement
 */
public record FactView(String name, String value, double weight) {
  static FactView of(Fact fact) {
    return new FactView(Clip.fact(fact.getName()), Clip.fact(fact.getValue()), fact.getWeight());
  }
}
