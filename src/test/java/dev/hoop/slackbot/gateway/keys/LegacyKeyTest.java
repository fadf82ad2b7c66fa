package dev.hoop.slackbot.gateway.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.review.ClickOutcome;
import dev.hoop.slackbot.review.ClickOutcome.Reason;
import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.ReviewedBy;
import dev.hoop.slackbot.review.SampleReviews;
import dev.hoop.slackbot.review.Secret;
import dev.hoop.slackbot.review.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LegacyKeyTest {

  private static final ClickOutcome DONE =
      new ClickOutcome.Counted(
          SampleReviews.ANN,
          "key",
          SampleReviews.onetime("dba").status(ReviewStatus.REJECTED).build().review());

  private final LegacyKey legacy = new LegacyKey(new Secret("46c826de|secret"), Set.of("admin"));
  private final List<String> used = new ArrayList<>();

  private ClickOutcome with(String group, Verdict.Kind kind) {
    return LeasedCalls.with(
        legacy,
        group,
        SampleReviews.ANN,
        kind,
        (name, key) -> {
          used.add(name + " " + key.reveal());
          return DONE;
        });
  }

  @ParameterizedTest(name = "{0} for {1}: {2}")
  @CsvSource({
    "APPROVE,       admin, true",
    "APPROVE,       dba,   false",
    "FORCE_APPROVE, admin, true",
    "FORCE_APPROVE, dba,   false",
    "REJECT,        dba,   true",
    "REVOKE,        dba,   true"
  })
  void givesNoAccessOutsideItsOwnGroup(Verdict.Kind kind, String group, boolean good) {
    ClickOutcome result = with(group, kind);

    assertThat(legacy.covers(group, kind)).isEqualTo(good);
    assertThat(used).isEqualTo(good ? List.of("legacy key 46c826de|secret") : List.of());
    assertThat(result)
        .isEqualTo(good ? DONE : ClickOutcome.because(Reason.NO_CREDENTIAL, LegacyKey.LIMITS));
  }

  @Test
  void saysWhereToApproveInstead() {
    assertThat(LegacyKey.LIMITS).contains("Hoop's web page", "1.59 or later");
  }

  @ParameterizedTest
  @CsvSource({
    "needs a ticket, Ann (ann@acme.io): needs a ticket",
    "'', Ann (ann@acme.io) rejected it in Slack"
  })
  void namesThePersonInTheReason(String reason, String told) {
    assertThat(legacy.reason(SampleReviews.ANN, reason)).isEqualTo(told);
  }

  @ParameterizedTest
  @CsvSource({"API_KEY, true", "ann@acme.io, false", "'', false"})
  void knowsItsMarkByTheOneNameThatGatewaysGiveIt(String subject, boolean ours) {
    ReviewGroup entry =
        new ReviewGroup(
            "admin",
            ReviewStatus.APPROVED,
            new ReviewedBy(subject, subject, subject, ""),
            SampleReviews.ASKED,
            false);

    assertThat(legacy.bearsMark(entry, SampleReviews.ANN)).isEqualTo(ours);
  }

  @Test
  void takesARejectionForTheAdminGroupForNoMarkThatNobodyAskedFor() {
    ReviewGroup rejected =
        new ReviewGroup(
            "admin",
            ReviewStatus.REJECTED,
            new ReviewedBy("API_KEY", "API_KEY", "API_KEY", ""),
            SampleReviews.ASKED,
            false);

    try (CheckedLease lease = legacy.lease("dba", SampleReviews.ANN, Verdict.Kind.REJECT)) {
      assertThat(lease.marks(rejected)).isFalse();
    }
  }

  @Test
  void seesNoMarkWhereNobodyHasDecided() {
    ReviewGroup open = new ReviewGroup("admin", ReviewStatus.PENDING, null, null, false);

    assertThat(legacy.bearsMark(open, SampleReviews.ANN)).isFalse();
  }
}
