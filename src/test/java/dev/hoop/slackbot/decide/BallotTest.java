package dev.hoop.slackbot.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import dev.hoop.slackbot.review.Decider;
import dev.hoop.slackbot.review.Inbox;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.ReviewSource;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.Samples;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.Submission;
import dev.hoop.slackbot.review.Verdict;
import dev.hoop.slackbot.review.VerdictSink;
import java.time.Clock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BallotTest {

  /** Decides with one key for each group, and knows its mark by the key. */
  private static final class KeyPerGroup implements VerdictSink {

    @Override
    public boolean decides(String group, Verdict.Kind kind) {
      return true;
    }

    @Override
    public Submission submit(Session session, String group, Person reviewer, Verdict verdict) {
      throw new UnsupportedOperationException("nothing is sent here");
    }

    @Override
    public boolean bearsMark(ReviewGroup entry, Person reviewer) {
      Decider decider = entry.reviewedBy();
      return decider != null && decider.subject().equals("key of " + entry.name());
    }
  }

  private final Ballot ballot =
      new Ballot(
          new KeyPerGroup(),
          mock(ReviewSource.class),
          mock(Inbox.class),
          new Audit(row -> {}, Clock.systemUTC()));

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
  void countsARejectionWhereverTheGatewayRecordsItAndAnApprovalForItsGroupAlone(
      Verdict.Kind kind, ReviewStatus status, String recordedFor, String by, boolean counted) {
    Session session =
        Samples.onetime("oncall")
            .group(
                new ReviewGroup(
                    recordedFor, status, new Decider(by, by, by, ""), Samples.ASKED, false))
            .build();

    assertThat(ballot.counted(new Verdict(kind, "", null), "dba", Samples.ANN, session))
        .isEqualTo(counted);
  }
}
