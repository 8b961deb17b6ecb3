package io.keyfuse.alerting.incident;

import static io.keyfuse.schemas.v1.EvidenceState.RAISED;

import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The evidence of one incident: the newest of each signal and episode, strongest first, at most 8,
 * and the money.
 *
 * @param evidence newest evidence per signal and episode
 * @param lastObservedAt event time of the newest evidence ever taken in
 * @param recentIds hashes of the last evidence ids, oldest first; repeats are dropped by them
 * @param burst spend told by every signal but usage after a block
 * @param leak spend told by usage after a block, late arrivals included
 */
public record Dossier(
    List<Evidence> evidence,
    Instant lastObservedAt,
    List<Long> recentIds,
    SpendAccount burst,
    SpendAccount leak) {

  static final Dossier EMPTY =
      new Dossier(List.of(), Instant.EPOCH, List.of(), SpendAccount.NONE, SpendAccount.NONE);

  private static final int MAX_IDS = 32;
  private static final int MAX_EVIDENCE = 8;

  private static final Comparator<Evidence> STRONGEST_FIRST =
      Comparator.comparing((Evidence e) -> e.getState() != RAISED)
          .thenComparing(Comparator.comparingDouble(Evidence::getProbability).reversed())
          .thenComparing(e -> e.getSignal().name());

  /** Copies the lists. */
  public Dossier {
    evidence = List.copyOf(evidence);
    recentIds = List.copyOf(recentIds);
  }

  boolean knows(Evidence seen) {
    return recentIds.contains(hashOf(seen));
  }

  /** Returns true when the episode is known to be over, or was told later and no weaker. */
  boolean isStale(Evidence seen) {
    return evidence.stream()
        .filter(known -> isSameEpisode(known, seen))
        .anyMatch(
            known ->
                known.getState() != RAISED
                    || (seen.getState() == RAISED
                        && known.getObservedAt().isAfter(seen.getObservedAt())
                        && known.getProbability() >= seen.getProbability()));
  }

  /** Returns true when the evidence's episode stands. */
  boolean stands(Evidence seen) {
    return evidence.stream()
        .anyMatch(known -> isSameEpisode(known, seen) && known.getState() == RAISED);
  }

  private static boolean isSameEpisode(Evidence a, Evidence b) {
    return a.getSignal() == b.getSignal()
        && a.getEpisodeStartedAt().equals(b.getEpisodeStartedAt());
  }

  /** Takes the evidence's money and id in, not its say. */
  Dossier countedOnly(Evidence seen) {
    boolean afterBlock = seen.getSignal() == Signal.USAGE_AFTER_BLOCK;
    boolean raised = seen.getState() == RAISED;
    return new Dossier(
        evidence,
        lastObservedAt,
        remembered(seen),
        raised && !afterBlock ? burst.plus(seen) : burst,
        raised && afterBlock ? leak.plus(seen) : leak);
  }

  /** Takes the evidence in; it replaces what was said before of its signal's episode. */
  Dossier plus(Evidence seen) {
    List<Evidence> merged = new ArrayList<>(evidence);
    merged.removeIf(known -> isSameEpisode(known, seen));
    merged.add(seen);
    merged.sort(STRONGEST_FIRST);
    Dossier counted = countedOnly(seen);
    Instant at = seen.getObservedAt();
    return new Dossier(
        merged.size() > MAX_EVIDENCE ? merged.subList(0, MAX_EVIDENCE) : merged,
        at.isAfter(lastObservedAt) ? at : lastObservedAt,
        counted.recentIds,
        counted.burst,
        counted.leak);
  }

  /** Returns the dossier of a closed incident: money and ids stay, what was said has passed. */
  Dossier closed() {
    return new Dossier(List.of(), lastObservedAt, recentIds, burst, leak);
  }

  boolean hasRaised() {
    return evidence.stream().anyMatch(e -> e.getState() == RAISED);
  }

  /** Returns the highest probability of a standing signal that may justify an action, else 0. */
  double probability() {
    return standing().stream().mapToDouble(Evidence::getProbability).max().orElse(0);
  }

  /** Returns the evidence that stands and may justify an action. */
  List<Evidence> standing() {
    return evidence.stream()
        .filter(e -> e.getState() == RAISED && Causes.mayJustify(e.getSignal()))
        .toList();
  }

  long spendNanos() {
    return NanoUsd.saturatedAdd(burst.totalNanos(), leak.totalNanos());
  }

  long burnNanosPerHour() {
    return evidence.stream()
        .filter(e -> e.getState() == RAISED)
        .mapToLong(Evidence::getBurnNanosPerHour)
        .max()
        .orElse(0);
  }

  private List<Long> remembered(Evidence seen) {
    List<Long> ids = new ArrayList<>(recentIds);
    ids.add(hashOf(seen));
    return ids.size() > MAX_IDS ? ids.subList(1, ids.size()) : ids;
  }

  /** 64-bit FNV-1a over the id's characters. */
  private static long hashOf(Evidence seen) {
    long hash = 0xcbf29ce484222325L;
    for (char c : seen.getEvidenceId().toCharArray()) {
      hash = (hash ^ c) * 0x100000001b3L;
    }
    return hash;
  }
}
