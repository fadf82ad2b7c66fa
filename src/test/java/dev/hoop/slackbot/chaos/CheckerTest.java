package dev.hoop.slackbot.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.chaos.Account.Copy;
import dev.hoop.slackbot.chaos.Account.Press;
import dev.hoop.slackbot.chaos.Account.ReviewStory;
import dev.hoop.slackbot.chaos.Account.Vote;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A checker that finds nothing proves nothing: each broken promise must be found. */
final class CheckerTest {

  private static final String ANN = "ann@acme.io";
  private static final String BOB = "bob@acme.io";
  private static final Copy APPROVED = new Copy("C0", "Approved, ready to run", true);
  private static final Press PRESS = new Press(ANN, "r1", "dba", "APPROVED", true, true);
  private static final Vote VOTE = new Vote(ANN, "APPROVED", 200);

  /** What is changed of a world in which Ann approved what Bob asked for. */
  private String status = "APPROVED";

  private boolean raced = false;
  private List<Copy> cards = List.of(APPROVED);
  private List<String> told = List.of("Approved: your request");
  private List<Vote> votes = List.of(VOTE);
  private List<Press> presses = List.of(PRESS);
  private Map<String, Integer> answers = Map.of();
  private List<String> complaints = List.of();
  private Set<String> keysActive = Set.of();
  private int extensions = 0;

  @Test
  void findsNothingWhereEverythingWasKept() {
    assertThat(broken()).isEmpty();
  }

  @Test
  void findsAReviewThatWaitsUnannounced() {
    status = "PENDING";
    cards = List.of();
    votes = List.of();
    presses = List.of();
    raced = true;

    assertThat(broken()).singleElement().asString().contains("never announced");
  }

  @Test
  void findsALostClick() {
    presses = List.of(PRESS, new Press("sue@acme.io", "r1", "sre", "REJECTED", true, true));

    assertThat(broken()).singleElement().asString().contains("sue@acme.io", "reached no gateway");
  }

  @Test
  void takesAnAnswerForAClickThatLedToNothing() {
    presses = List.of(PRESS, new Press("sue@acme.io", "r1", "sre", "REJECTED", true, true));
    answers = Map.of("sue@acme.io", 1);

    assertThat(broken()).isEmpty();
  }

  @Test
  void expectsNothingOfAClickThatWasNotTaken() {
    presses = List.of(PRESS, new Press("sue@acme.io", "r1", "sre", "REJECTED", true, false));

    assertThat(broken()).isEmpty();
  }

  @Test
  void findsADecisionOfSomebodyWhoMayNot() {
    presses = List.of(new Press(ANN, "r1", "dba", "APPROVED", false, true));

    assertThat(broken()).singleElement().asString().contains("may not");
  }

  @Test
  void findsADecisionThatNobodyAskedFor() {
    presses = List.of();

    assertThat(broken()).singleElement().asString().contains("may not");
  }

  @Test
  void findsASecondDecision() {
    votes = List.of(VOTE, VOTE);

    assertThat(broken()).singleElement().asString().contains("2 times");
  }

  @Test
  void findsACardThatIsNotTrue() {
    cards = List.of(new Copy("C0", "Waiting for approval", false));

    assertThat(broken()).singleElement().asString().contains("no card", "APPROVED");
  }

  @Test
  void findsAPressedCopyThatStayedUntrue() {
    cards = List.of(APPROVED, new Copy("C1", "Waiting for approval", true));

    assertThat(broken()).singleElement().asString().contains("pressed", "Waiting");
  }

  @Test
  void findsARequesterWhoWasNotTold() {
    told = List.of();

    assertThat(broken()).singleElement().asString().contains(BOB, "not told");
  }

  @Test
  void findsDoublesThatNothingExplains() {
    cards = List.of(APPROVED, APPROVED);
    told = List.of("Approved: your request", "Approved: your request");

    assertThat(broken())
        .hasSize(2)
        .anyMatch(words -> words.contains("cards were posted twice"))
        .anyMatch(words -> words.contains("notices were sent twice"));
  }

  @Test
  void findsWhatTheStandInsFound() {
    complaints = List.of("a second ack");
    keysActive = Set.of(ANN);
    extensions = 1;

    assertThat(broken()).hasSize(3);
  }

  private List<String> broken() {
    ReviewStory review =
        new ReviewStory("r1", BOB, Set.of("dba"), Set.of("C0"), status, raced, cards, told, votes);
    return Checker.check(
        new Account(List.of(review), presses, answers, complaints, keysActive, extensions, 0, 0));
  }
}
