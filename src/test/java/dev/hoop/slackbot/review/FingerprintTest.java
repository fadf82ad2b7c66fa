package dev.hoop.slackbot.review;

import static org.assertj.core.api.Assertions.assertThat;

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
}
