package io.keyfuse.testkit.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What is to happen on one key, gathered before anything is drawn. Confined to the thread that
 * builds the set.
 */
final class KeyPlan {
  private final Draw draw;
  private final List<Spell> spells = new ArrayList<>();
  private final List<Call> extra = new ArrayList<>();
  private final List<Outage> outages = new ArrayList<>();
  private final List<Span> stalls = new ArrayList<>();
  private final List<PriceStep> priceSteps = new ArrayList<>();
  private KeyIdentity identity;
  private ClientProfile profile;
  private Span alive;

  KeyPlan(KeyIdentity identity, ClientProfile profile, Span alive, Draw draw) {
    this.identity = identity;
    this.profile = profile;
    this.alive = alive;
    this.draw = draw;
  }

  /** Telemetry that is lost: all of it at a share of 1. */
  record Outage(Span span, double lostShare) {}

  /** A price book that is wrong for a while: both feeds report so many times the true cost. */
  record PriceStep(Span span, double factor) {}

  KeyIdentity identity() {
    return identity;
  }

  ClientProfile profile() {
    return profile;
  }

  Span alive() {
    return alive;
  }

  /** The stream that this key's own traffic is drawn from. */
  Draw draw() {
    return draw;
  }

  List<Spell> spells() {
    return spells;
  }

  List<Call> extra() {
    return extra;
  }

  List<Outage> outages() {
    return outages;
  }

  List<Span> stalls() {
    return stalls;
  }

  List<PriceStep> priceSteps() {
    return priceSteps;
  }

  void reprofile(UnaryOperator<ClientProfile> change) {
    profile = change.apply(profile);
  }

  void reidentify(UnaryOperator<KeyIdentity> change) {
    identity = change.apply(identity);
  }

  /** No call of the owner outside of the span. */
  void live(Span span) {
    alive = span;
  }

  ModelPrice mainModel() {
    return profile.models().get(0);
  }

  String mainRegion() {
    return profile.regions().get(0);
  }

  boolean hasBothFeeds() {
    return identity.feeds().telemetry() && identity.feeds().provider();
  }

  double usdPerDay() {
    return profile.nanosPerDay() / 1e9;
  }

  /** Scales requests, and rows where a row is one request, so that the mean day costs so much. */
  void spend(double usdPerDay) {
    double factor = usdPerDay / usdPerDay();
    reprofile(old -> old.with(old.volume().times(factor)));
  }
}
