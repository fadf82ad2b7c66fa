package dev.hoop.slackbot.review.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.review.ClickOutcome;
import dev.hoop.slackbot.review.Verdict;
import dev.hoop.slackbot.review.rules.RandomClicks.Situation;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;

/** The rules against what they are meant to say, for any people, review, click and settings. */
final class RulesPropertyTest {

  @Provide
  Arbitrary<Situation> situations() {
    return RandomClicks.any();
  }

  @Property(tries = 6_000, seed = "20261124", shrinking = ShrinkingMode.BOUNDED)
  void nobodyIsAllowedWhoMayNot(@ForAll("situations") Situation situation) {
    ClickOutcome ruling = situation.ruling();

    if (ruling instanceof ClickOutcome.Allowed) {
      assertThat(situation.missing()).as("allowed although").isEmpty();
    }
    Statistics.label("ruling")
        .collect(name(ruling))
        .coverage(
            c -> {
              c.check("SELF_APPROVAL").count(n -> n > 20);
              c.check("NOT_A_MEMBER").count(n -> n > 20);
              c.check("ALREADY_COUNTED").count(n -> n > 5);
              c.check("NOT_REVOCABLE").count(n -> n > 20);
            });
    Statistics.label("allowed")
        .collect(ruling instanceof ClickOutcome.Allowed ? situation.click().verdict().kind() : "no")
        .coverage(
            c -> {
              for (Verdict.Kind kind : Verdict.Kind.values()) {
                c.check(kind).count(n -> n > 20);
              }
            });
  }

  @Property(tries = 6_000, seed = "20261124", shrinking = ShrinkingMode.BOUNDED)
  void nobodyIsRefusedWhoMay(@ForAll("situations") Situation situation) {
    ClickOutcome ruling = situation.ruling();

    if (situation.missing().isEmpty()) {
      assertThat(ruling)
          .as("refused although nothing speaks against it")
          .isInstanceOf(ClickOutcome.Allowed.class);
    }
  }

  @Property(tries = 2_000, seed = "20261124", shrinking = ShrinkingMode.BOUNDED)
  void whoIsAllowedIsTheOneWhoClicked(@ForAll("situations") Situation situation) {
    if (situation.ruling() instanceof ClickOutcome.Allowed allowed) {
      assertThat(allowed.reviewer().slackId()).isEqualTo(situation.click().by());
      assertThat(situation.people()).contains(allowed.reviewer());
    }
  }

  private static String name(ClickOutcome ruling) {
    return ruling instanceof ClickOutcome.NotCounted refused ? refused.reason().name() : "allowed";
  }
}
