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
final class CardPromises {

  private final Observation world;
  private final DuplicateCauses causes;
  private final Set<String> clicked = new HashSet<>();
  private final List<Finding> findings = new ArrayList<>();
  private int duplicates;
  private int stale;
  private int unannounced;

  CardPromises(Observation world) {
    this.world = world;
    this.causes = new DuplicateCauses(world);
    world.presses().stream().filter(ButtonPress::acked).forEach(press -> clicked.add(press.ts()));
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

  private void check(ReviewCase one) {
    for (String channel : one.channels()) {
      List<CardCopy> copies =
          world.copies(one, channel).stream()
              .sorted(Comparator.comparing(CardCopy::postedAt))
              .toList();
      if (copies.isEmpty() && one.waits()) {
        unannounced++;
        findings.add(Finding.yet(one.name() + " waits and was never announced in " + channel));
      }
      truths(one, copies);
      excused(one, copies);
    }
  }

  private void truths(ReviewCase one, List<CardCopy> copies) {
    ExpectedCard truth = new ExpectedCard(world, one);
    List<CardCopy> untrue = copies.stream().filter(copy -> !truth.lies(copy).isEmpty()).toList();
    boolean all = untrue.size() == copies.size();
    for (CardCopy copy : untrue) {
      if (all || clicked.contains(copy.ts())) {
        findings.add(
            Finding.yet(
                "the card " + copy.ts() + " of " + one.name() + " says " + truth.lies(copy)));
      } else {
        stale++;
      }
    }
  }

  private void excused(ReviewCase one, List<CardCopy> copies) {
    for (int i = 1; i < copies.size(); i++) {
      duplicates++;
      CardCopy first = copies.get(i - 1);
      CardCopy second = copies.get(i);
      if (!causes.forSecond(one.review(), first.postedAt(), second.postedAt())) {
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
