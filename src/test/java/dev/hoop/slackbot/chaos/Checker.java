package dev.hoop.slackbot.chaos;

import java.util.ArrayList;
import java.util.List;

/** Proves the promises on what the stand-ins saw, knowing nothing of the bot. */
final class Checker {

  private final World world;
  private final Cards cards;
  private final Notices notices;
  private final Clicks clicks;
  private final Decisions decisions;
  private final Pacing pacing;
  private final Marks marks;
  private final Overwritten overwritten;
  private final Closing closing;
  private final Gone gone;

  Checker(World world) {
    this.world = world;
    this.cards = new Cards(world);
    this.notices = new Notices(world);
    this.clicks = new Clicks(world);
    this.decisions = new Decisions(world);
    this.pacing = new Pacing(world);
    this.marks = new Marks(world);
    this.overwritten = new Overwritten(world);
    this.closing = new Closing(world);
    this.gone = new Gone(world);
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
    all.addAll(new Linked(world).findings());
    world.troubles().stream()
        .filter(trouble -> !Pacing.judges(trouble))
        .forEach(trouble -> all.add(Finding.forEver(trouble)));
    return all;
  }

  /** Whether nothing is left that time could mend. */
  boolean quiet() {
    return findings().stream().noneMatch(Finding::mayHeal);
  }

  World world() {
    return world;
  }

  Cards cards() {
    return cards;
  }

  Notices notices() {
    return notices;
  }

  Clicks clicks() {
    return clicks;
  }

  Decisions decisions() {
    return decisions;
  }

  Pacing pacing() {
    return pacing;
  }

  Marks marks() {
    return marks;
  }

  Overwritten overwritten() {
    return overwritten;
  }

  Closing closing() {
    return closing;
  }

  Gone gone() {
    return gone;
  }
}
