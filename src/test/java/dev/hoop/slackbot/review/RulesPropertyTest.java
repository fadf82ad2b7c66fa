package dev.hoop.slackbot.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.review.Situations.Situation;
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
    return Situations.any();
  }

  @Property(tries = 6_000, seed = "20261124", shrinking = ShrinkingMode.BOUNDED)
  void nobodyIsAllowedWhoMayNot(@ForAll("situations") Situation situation) {
    Ruling ruling = situation.ruling();

    if (ruling instanceof Ruling.Allowed) {
      assertThat(situation.missing()).as("allowed although").isEmpty();
    }
    Statistics.label("ruling")
        .collect(ruling.getClass().getSimpleName())
        .coverage(
            c -> {
              c.check("SelfApproval").count(n -> n > 20);
              c.check("NotAMember").count(n -> n > 20);
              c.check("AlreadyCounted").count(n -> n > 5);
              c.check("NotApplicable").count(n -> n > 20);
            });
    Statistics.label("allowed")
        .collect(ruling instanceof Ruling.Allowed ? situation.click().verdict().kind() : "no")
        .coverage(
            c -> {
              for (Verdict.Kind kind : Verdict.Kind.values()) {
                c.check(kind).count(n -> n > 20);
              }
            });
  }

  @Property(tries = 6_000, seed = "20261124", shrinking = ShrinkingMode.BOUNDED)
  void nobodyIsRefusedWhoMay(@ForAll("situations") Situation situation) {
    Ruling ruling = situation.ruling();

    if (situation.missing().isEmpty()) {
      assertThat(ruling)
          .as("refused although nothing speaks against it")
          .isInstanceOf(Ruling.Allowed.class);
    }
  }

  @Property(tries = 2_000, seed = "20261124", shrinking = ShrinkingMode.BOUNDED)
  void whoIsAllowedIsTheOneWhoClicked(@ForAll("situations") Situation situation) {
    if (situation.ruling() instanceof Ruling.Allowed allowed) {
      assertThat(allowed.reviewer().slackId()).isEqualTo(situation.click().by());
      assertThat(situation.people()).contains(allowed.reviewer());
    }
  }
}
