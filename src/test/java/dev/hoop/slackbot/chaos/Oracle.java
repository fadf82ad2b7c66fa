package dev.hoop.slackbot.chaos;

import java.util.ArrayList;
import java.util.List;

/** Proves the promises on what the stand-ins saw, knowing nothing of the bot. */
final class Oracle {

  private final Observation world;
  private final CardPromises cards;
  private final NoticePromises notices;
  private final ClickPromises clicks;
  private final DecisionPromises decisions;
  private final RateLimitPromises pacing;
  private final KeyPromises marks;
  private final OverwrittenVerdicts overwritten;
  private final CloseTimes closing;
  private final GivenUpMessages gone;

  Oracle(Observation world) {
    this.world = world;
    this.cards = new CardPromises(world);
    this.notices = new NoticePromises(world);
    this.clicks = new ClickPromises(world);
    this.decisions = new DecisionPromises(world);
    this.pacing = new RateLimitPromises(world);
    this.marks = new KeyPromises(world);
    this.overwritten = new OverwrittenVerdicts(world);
    this.closing = new CloseTimes(world);
    this.gone = new GivenUpMessages(world);
  }

  /** Everything that is not as it was promised; empty for a bot without fault. */
  List<Finding> findings() {
    List<Finding> all = new ArrayList<>();
    world.openKeys().forEach(key -> all.add(Finding.yet("the key of " + key + " is not revoked")));
    all.addAll(cards.findings());
    all.addAll(notices.findings());
    all.addAll(clicks.findings());
    all.addAll(decisions.findings());
    all.addAll(pacing.findings());
    all.addAll(marks.findings());
    all.addAll(overwritten.findings());
    all.addAll(closing.findings());
    all.addAll(gone.findings());
    all.addAll(new LinkMessages(world).findings());
    world.complaints().stream()
        .filter(trouble -> !RateLimitPromises.judges(trouble))
        .forEach(trouble -> all.add(Finding.forEver(trouble)));
    return all;
  }

  /** Whether nothing is left that time could mend. */
  boolean quiet() {
    return findings().stream().noneMatch(Finding::mayHeal);
  }

  Observation world() {
    return world;
  }

  CardPromises cards() {
    return cards;
  }

  NoticePromises notices() {
    return notices;
  }

  ClickPromises clicks() {
    return clicks;
  }

  DecisionPromises decisions() {
    return decisions;
  }

  RateLimitPromises pacing() {
    return pacing;
  }

  KeyPromises marks() {
    return marks;
  }

  OverwrittenVerdicts overwritten() {
    return overwritten;
  }

  CloseTimes closing() {
    return closing;
  }

  GivenUpMessages gone() {
    return gone;
  }
}
