package dev.hoop.slackbot.chaos;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Each outcome is told to its requester, once, and none that was not. */
final class NoticePromises {

  private static final Set<String> REJECTIONS = Set.of("Rejected", "Withdrawn");

  private final Observation world;
  private final DuplicateCauses causes;
  private final List<Finding> findings = new ArrayList<>();
  private int duplicates;
  private int lost;
  private int unseen;

  NoticePromises(Observation world) {
    this.world = world;
    this.causes = new DuplicateCauses(world);
    world.cases().forEach(this::check);
  }

  List<Finding> findings() {
    return findings;
  }

  int duplicates() {
    return duplicates;
  }

  int lost() {
    return lost;
  }

  /** Outcomes of reviews that were over before the bot had a chance to see them. */
  int unseen() {
    return unseen;
  }

  private void check(ReviewCase one) {
    Set<String> outcomes = new LinkedHashSet<>();
    List<ReceivedMessage> told =
        world.told().stream()
            .filter(message -> message.session().equals(one.session()))
            .sorted(Comparator.comparing(ReceivedMessage::at))
            .toList();
    ExpectedCard truth = new ExpectedCard(world, one);
    told.forEach(message -> outcomes.add(truth.outcomeIn(message.words())));
    String due = truth.outcome();
    if (!due.isEmpty() && !outcomes.contains(due) && !toldOfAnotherRejection(one, due, outcomes)) {
      missing(one, due);
    }
    for (String outcome : outcomes) {
      List<ReceivedMessage> same =
          told.stream().filter(m -> truth.outcomeIn(m.words()).equals(outcome)).toList();
      once(one, outcome, same);
      possible(one, outcome, due);
    }
  }

  /**
   * A rejection that somebody wrote over with a rejection is none that must be told once more, and
   * one that the requester's key made unasked may go by either name.
   */
  private boolean toldOfAnotherRejection(ReviewCase one, String due, Set<String> outcomes) {
    return (world.overwritten(one) || new ExpectedCard(world, one).rejectedUnasked())
        && REJECTIONS.contains(due)
        && outcomes.stream().anyMatch(REJECTIONS::contains);
  }

  private void missing(ReviewCase one, String due) {
    boolean linked = world.byEmail(one.requester()).isPresent();
    boolean announced =
        one.channels().stream().anyMatch(channel -> !world.copies(one, channel).isEmpty());
    boolean decidedHere = world.counted(one).stream().anyMatch(cast -> !cast.onWeb());
    if (linked && (announced || decidedHere)) {
      lost++;
      findings.add(Finding.yet(one.requester() + " was never told " + due + " of " + one.name()));
    } else {
      unseen++;
    }
  }

  private void once(ReviewCase one, String outcome, List<ReceivedMessage> same) {
    long turns = new ExpectedCard(world, one).turns(outcome);
    int turn = 1;
    for (int i = 1; i < same.size(); i++) {
      duplicates++;
      // What is excused takes no turn.
      if (!causes.forSecond(one.session(), same.get(i - 1).at(), same.get(i).at())
          && ++turn > turns) {
        findings.add(
            Finding.forEver(
                one.requester()
                    + " was told "
                    + outcome
                    + " twice of "
                    + one.name()
                    + ", and"
                    + " neither a kill nor a lost answer came between"));
      }
    }
  }

  private void possible(ReviewCase one, String outcome, String due) {
    boolean was = outcome.equals("Approved") || world.overwritten(one);
    ExpectedCard truth = new ExpectedCard(world, one);
    boolean eitherName =
        REJECTIONS.contains(outcome) && REJECTIONS.contains(due) && truth.rejectedUnasked();
    if (!outcome.equals(due) && !eitherName && !(was && truth.cameTo(outcome) > 0)) {
      findings.add(Finding.forEver(one.requester() + " was told " + outcome + " of " + one.name()));
    }
  }
}
