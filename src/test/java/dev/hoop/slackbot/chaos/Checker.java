package dev.hoop.slackbot.chaos;

import dev.hoop.slackbot.chaos.Account.Copy;
import dev.hoop.slackbot.chaos.Account.Press;
import dev.hoop.slackbot.chaos.Account.ReviewStory;
import dev.hoop.slackbot.chaos.Account.Vote;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Holds an account against what was promised. Pure. */
final class Checker {

  /** What a card may say of each status in the end. */
  private static final Map<String, List<String>> TRUTH =
      Map.of(
          "PENDING", List.of("Waiting", "Stuck in Hoop"),
          "APPROVED", List.of("Approved", "Access ended"),
          "PROCESSING", List.of("Approved, running"),
          "EXECUTED", List.of("Executed"),
          "REJECTED", List.of("Rejected", "Withdrawn"),
          "REVOKED", List.of("Access revoked"));

  private static final Map<String, List<String>> OUTCOMES =
      Map.of(
          "APPROVED", List.of("Approved"),
          "PROCESSING", List.of("Approved"),
          "EXECUTED", List.of("Approved"),
          "REJECTED", List.of("Rejected", "Withdrawn"));

  private final Account account;
  private final List<String> broken = new ArrayList<>();

  private Checker(Account account) {
    this.account = account;
  }

  /** The promises that were not kept, each as a person would say it; empty when all were. */
  static List<String> check(Account account) {
    Checker checker = new Checker(account);
    checker.announced();
    checker.clicksKept();
    checker.nobodyDecidedWhoMayNot();
    checker.decidedOnce();
    checker.cardsTrue();
    checker.told();
    checker.doublesExplained();
    account.complaints().forEach(c -> checker.broken.add("a stand-in complains: " + c));
    account.keysActive().forEach(k -> checker.broken.add("an approver key is active: " + k));
    if (account.extensions() > 0) {
      checker.broken.add(account.extensions() + " approvals were sent to what was approved");
    }
    return List.copyOf(checker.broken);
  }

  private void announced() {
    for (ReviewStory review : account.reviews()) {
      Set<String> missing = new HashSet<>(review.channels());
      review.cards().forEach(card -> missing.remove(card.channel()));
      // What was over before its turn came need not be announced.
      if (!missing.isEmpty() && review.status().equals("PENDING")) {
        broken.add("review " + review.id() + " waits and was never announced in " + missing);
      }
      if (review.cards().isEmpty() && !review.raced()) {
        broken.add("review " + review.id() + " was decided in Slack and has no card");
      }
    }
  }

  /**
   * Each press that was taken went on to the gateway, or its author was told why not. Who presses
   * the same twice is served by one answer.
   */
  private void clicksKept() {
    Map<String, Set<Press>> open = new HashMap<>();
    for (Press press : account.presses()) {
      if (press.taken() && votes(press).isEmpty()) {
        open.computeIfAbsent(press.by(), any -> new HashSet<>()).add(press);
      }
    }
    open.forEach(
        (by, presses) -> {
          int answers = account.answers().getOrDefault(by, 0);
          if (answers < presses.size()) {
            broken.add(
                presses.size()
                    + " different presses of "
                    + by
                    + " reached no gateway, and "
                    + answers
                    + " were answered");
          }
        });
  }

  private List<Vote> votes(Press press) {
    return account.reviews().stream()
        .filter(review -> review.id().equals(press.review()))
        .flatMap(review -> review.votes().stream())
        .filter(vote -> vote.by().equals(press.by()) && vote.asked().equals(press.asked()))
        .toList();
  }

  private void nobodyDecidedWhoMayNot() {
    for (ReviewStory review : account.reviews()) {
      for (Vote vote : review.votes()) {
        Predicate<Press> same =
            press ->
                press.by().equals(vote.by())
                    && press.review().equals(review.id())
                    && press.asked().equals(vote.asked());
        if (account.presses().stream().filter(same).noneMatch(Press::allowed)) {
          broken.add(vote.by() + " decided review " + review.id() + " and may not");
        }
      }
    }
  }

  private void decidedOnce() {
    for (ReviewStory review : account.reviews()) {
      Map<String, Integer> times = new HashMap<>();
      for (Vote vote : review.votes()) {
        if (vote.status() == 200) {
          times.merge(vote.by() + " " + vote.asked(), 1, Integer::sum);
        }
      }
      times.forEach(
          (vote, number) -> {
            // One more where a vote was overwritten from the web page and cast again; a person in
            // two groups may approve for each.
            int most = review.groups().size() + (review.raced() ? 1 : 0);
            if (number > most) {
              broken.add("review " + review.id() + " got " + number + " times: " + vote);
            }
          });
    }
  }

  private void cardsTrue() {
    for (ReviewStory review : account.reviews()) {
      List<String> truth = TRUTH.getOrDefault(review.status(), List.of());
      Predicate<Copy> isTrue = copy -> truth.stream().anyMatch(copy.headline()::startsWith);
      if (!review.cards().isEmpty() && review.cards().stream().noneMatch(isTrue)) {
        broken.add(
            "no card of review "
                + review.id()
                + " says that it is "
                + review.status()
                + ", but: "
                + review.cards());
      }
      review.cards().stream()
          .filter(Copy::pressed)
          .filter(isTrue.negate())
          .forEach(
              copy ->
                  broken.add(
                      "a card that was pressed says "
                          + copy.headline()
                          + " of review "
                          + review.id()
                          + ", which is "
                          + review.status()));
    }
  }

  private void told() {
    for (ReviewStory review : account.reviews()) {
      List<String> outcome = OUTCOMES.getOrDefault(review.status(), List.of());
      boolean due = !outcome.isEmpty() && !review.cards().isEmpty();
      if (due
          && review.told().stream()
              .noneMatch(words -> outcome.stream().anyMatch(words::startsWith))) {
        broken.add(
            review.requester()
                + " was not told that review "
                + review.id()
                + " is "
                + review.status());
      }
    }
  }

  private static Set<String> channels(ReviewStory review) {
    return review.cards().stream().map(Copy::channel).collect(Collectors.toSet());
  }

  /** After a death at the worst moment one duplicate is the most, for each destination. */
  private void doublesExplained() {
    int cards = 0;
    int notices = 0;
    for (ReviewStory review : account.reviews()) {
      cards += review.cards().size() - channels(review).size();
      notices += review.told().size() - Set.copyOf(review.told()).size();
    }
    if (cards > account.cardsTwice()) {
      broken.add(cards + " cards were posted twice; explained: " + account.cardsTwice());
    }
    if (notices > account.noticesTwice()) {
      broken.add(notices + " notices were sent twice; explained: " + account.noticesTwice());
    }
  }
}
