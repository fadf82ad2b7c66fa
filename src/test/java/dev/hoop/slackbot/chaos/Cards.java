package dev.hoop.slackbot.chaos;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Every waiting review is announced; each card ends up showing the truth; a second copy has an
 * excuse, and closes once it was clicked.
 */
final class Cards {

  private final World world;
  private final Excuses excuses;
  private final Set<String> clicked = new HashSet<>();
  private final List<Finding> findings = new ArrayList<>();
  private int duplicates;
  private int stale;
  private int unannounced;

  Cards(World world) {
    this.world = world;
    this.excuses = new Excuses(world);
    world.presses().stream().filter(Press::acked).forEach(press -> clicked.add(press.ts()));
    world.cases().forEach(this::check);
  }

  List<Finding> findings() {
    return findings;
  }

  /** How many copies there are beyond the first ones. */
  int duplicates() {
    return duplicates;
  }

  /** How many of them nobody ever clicked, so that the bot cannot know of them. */
  int stale() {
    return stale;
  }

  /** How many waiting reviews lack a card. */
  int unannounced() {
    return unannounced;
  }

  private void check(Case one) {
    for (String channel : one.channels()) {
      List<Copy> copies =
          world.copies(one, channel).stream().sorted(Comparator.comparing(Copy::postedAt)).toList();
      if (copies.isEmpty() && one.waits()) {
        unannounced++;
        findings.add(Finding.yet(one.name() + " waits and was never announced in " + channel));
      }
      truths(one, copies);
      excused(one, copies);
    }
  }

  private void truths(Case one, List<Copy> copies) {
    Truth truth = new Truth(world, one);
    List<Copy> untrue = copies.stream().filter(copy -> !truth.lies(copy).isEmpty()).toList();
    boolean all = untrue.size() == copies.size();
    for (Copy copy : untrue) {
      if (all || clicked.contains(copy.ts())) {
        findings.add(
            Finding.yet(
                "the card " + copy.ts() + " of " + one.name() + " says " + truth.lies(copy)));
      } else {
        stale++;
      }
    }
  }

  private void excused(Case one, List<Copy> copies) {
    for (int i = 1; i < copies.size(); i++) {
      duplicates++;
      Copy first = copies.get(i - 1);
      Copy second = copies.get(i);
      if (!excuses.forSecond(one.review(), first.postedAt(), second.postedAt())) {
        findings.add(
            Finding.forEver(
                one.name()
                    + " has the cards "
                    + first.ts()
                    + " and "
                    + second.ts()
                    + ", and"
                    + " neither a kill nor a lost answer came between"));
      }
    }
  }
}
