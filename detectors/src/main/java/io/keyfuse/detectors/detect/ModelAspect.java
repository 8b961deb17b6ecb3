package io.keyfuse.detectors.detect;

import io.keyfuse.detectors.state.UsageProfile;
import io.keyfuse.schemas.v1.UsageEvent;

/**
 * MODEL: a model, or an operation on it, that the owner does not use. Nats are {@link
 * io.keyfuse.detectors.state.NameVotes#strangeness} among {@value #MODELS} models, at most {@value
 * #MOST}. Embeddings have {@value #EMBEDDINGS} on top: they are cheap and nobody resells them, so
 * that an owner's re-embedding is not a theft. Stateless and thread-safe.
 */
final class ModelAspect {
  static final double MOST = 6;

  private static final double MODELS = 20;
  private static final double EMBEDDINGS = -4;

  private ModelAspect() {}

  static double nats(UsageProfile profile, UsageEvent event) {
    double nats = Math.min(MOST, profile.models().strangeness(hash(event), MODELS));
    return isEmbedding(event) ? nats + EMBEDDINGS : nats;
  }

  /** Returns the hash under which the model and operation are kept. */
  static int hash(UsageEvent event) {
    String model = event.getModel();
    String operation = event.getOperation();
    return (model == null ? 0 : model.hashCode()) * 31
        + (operation == null ? 0 : operation.hashCode());
  }

  /** Returns whether the operation makes no text. */
  static boolean isEmbedding(UsageEvent event) {
    String operation = event.getOperation();
    return operation != null && operation.startsWith("embed");
  }
}
