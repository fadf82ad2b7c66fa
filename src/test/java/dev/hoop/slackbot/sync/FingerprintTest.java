package dev.hoop.slackbot.sync;

import static dev.hoop.slackbot.review.SampleReviews.SUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.SampleReviews;
import dev.hoop.slackbot.review.Session;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FingerprintTest {

  @ParameterizedTest
  @CsvSource({
    "PENDING OPEN|dba=PENDING/, PENDING DONE|dba=PENDING/, false",
    "PENDING OPEN|dba=PENDING/, REJECTED OPEN|dba=REJECTED/ann, true",
    "PENDING OPEN|dba=PENDING/|sre=PENDING/, PENDING OPEN|dba=APPROVED/ann|sre=PENDING/, true",
    "APPROVED OPEN|dba=APPROVED/ann, PROCESSING OPEN|dba=APPROVED/ann, false",
    "PROCESSING OPEN|dba=APPROVED/ann, EXECUTED DONE|dba=APPROVED/ann, false",
    "APPROVED OPEN|dba=APPROVED/ann, REVOKED OPEN|dba=APPROVED/ann, true",
    "'', PENDING OPEN|dba=PENDING/, false"
  })
  void aDecisionIsToldFromWhatFollowsIt(String before, String after, boolean decided) {
    assertThat(print(after).decidedSince(print(before))).isEqualTo(decided);
  }

  private static Fingerprint print(String lines) {
    return new Fingerprint(lines.replace('|', '\n'));
  }

  @Test
  void theFingerprintOfTheListIsThatOfASingleRead() {
    Session read =
        SampleReviews.onetime("dba", "sre").decided("sre", ReviewStatus.APPROVED, SUE).build();
    List<ReviewGroup> groups = read.review().groups();
    List<ReviewGroup> otherOrder = List.of(groups.get(1), groups.get(0));
    Fingerprint listed = Fingerprint.of(read.review().status(), read.status(), otherOrder);

    assertThat(listed).isEqualTo(Fingerprint.of(read));
  }
}
