package dev.hoop.slackbot.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.ReviewedBy;
import dev.hoop.slackbot.review.SampleReviews;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VerdictStandingTest {

  /** Decides with one key for each group, and knows its mark by the key. */
  private static boolean bearsMark(ReviewGroup entry) {
    ReviewedBy decider = entry.reviewedBy();
    return decider != null && decider.subject().equals("key of " + entry.name());
  }

  @ParameterizedTest(name = "{0} for dba, recorded for {2} by {3}: {4}")
  @CsvSource({
    "REJECT,  REJECTED, dba,   key of dba, true",
    "REJECT,  REJECTED, dba,   key of sre, false",
    "REJECT,  REJECTED, admin, key of dba, true",
    "REJECT,  REJECTED, '',    key of dba, true",
    "REJECT,  REJECTED, sre,   key of sre, false",
    "REJECT,  APPROVED, dba,   key of dba, false",
    "APPROVE, APPROVED, dba,   key of dba, true",
    "APPROVE, APPROVED, sre,   key of dba, false"
  })
  void countsARejectionAnywhereAndAnApprovalForItsGroupAlone(
      Verdict.Kind kind, ReviewStatus status, String recordedFor, String by, boolean counted) {
    Session session =
        SampleReviews.onetime("oncall")
            .group(
                new ReviewGroup(
                    recordedFor,
                    status,
                    new ReviewedBy(by, by, by, ""),
                    SampleReviews.ASKED,
                    false))
            .build();

    assertThat(
            VerdictStanding.marked(
                new Verdict(kind, "", null), "dba", session, VerdictStandingTest::bearsMark))
        .isEqualTo(counted);
  }

  @ParameterizedTest(name = "{0}, review {1}, group {2}: {3}")
  @CsvSource({
    "APPROVE,       PENDING,    APPROVED, true",
    "APPROVE,       PENDING,    PENDING,  false",
    "APPROVE,       APPROVED,   PENDING,  false",
    "APPROVE,       REJECTED,   REJECTED, true",
    "REJECT,        REJECTED,   PENDING,  true",
    "REJECT,        PENDING,    PENDING,  false",
    "REJECT,        APPROVED,   APPROVED, false",
    "REJECT,        EXECUTED,   APPROVED, false",
    "REVOKE,        REVOKED,    APPROVED, true",
    "REVOKE,        APPROVED,   APPROVED, false",
    "FORCE_APPROVE, APPROVED,   PENDING,  true",
    "FORCE_APPROVE, PENDING,    PENDING,  false"
  })
  void standsUnlessTheGatewayShowsAStateFromBefore(
      Verdict.Kind kind, ReviewStatus status, ReviewStatus group, boolean stands) {
    Session session =
        SampleReviews.jit()
            .status(status)
            .group(new ReviewGroup("dba", group, null, null, false))
            .build();

    assertThat(VerdictStanding.stands(new Verdict(kind, "", null), "dba", session))
        .isEqualTo(stands);
  }
}
