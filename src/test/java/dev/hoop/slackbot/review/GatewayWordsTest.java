package dev.hoop.slackbot.review;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway's words are read whatever their case, and a new word is never an exception. */
final class GatewayWordsTest {

  @ParameterizedTest
  @CsvSource({"PENDING,PENDING", "approved,APPROVED", "Executed,EXECUTED", "UNKNOWN,UNKNOWN"})
  void aReviewsStatusIsRead(String word, ReviewStatus expected) {
    assertThat(ReviewStatus.of(word)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"open,OPEN", "READY,READY", "done,DONE"})
  void aSessionsStatusIsRead(String word, SessionStatus expected) {
    assertThat(SessionStatus.of(word)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"active,ACTIVE", "INACTIVE,INACTIVE", "invited,INVITED", "reviewing,REVIEWING"})
  void aPersonsStatusIsRead(String word, PersonStatus expected) {
    assertThat(PersonStatus.of(word)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "suspended", "ACTIVE "})
  void aWordNobodyKnowsIsUnknown(String word) {
    assertThat(ReviewStatus.of(word)).isEqualTo(ReviewStatus.UNKNOWN);
    assertThat(SessionStatus.of(word)).isEqualTo(SessionStatus.UNKNOWN);
    assertThat(PersonStatus.of(word)).isEqualTo(PersonStatus.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({"jit,JIT", "JIT,JIT", "onetime,ONETIME", "forever,ONETIME", "'',ONETIME"})
  void aTypeNobodyKnowsIsTheStricterOne(String word, ReviewType expected) {
    assertThat(ReviewType.of(word)).isEqualTo(expected);
  }

  @Test
  void aTypeSaysItsOwnWord() {
    assertThat(ReviewType.JIT.word()).isEqualTo("jit");
    assertThat(ReviewType.ONETIME.word()).isEqualTo("onetime");
  }

  @Test
  void everyVerdictAsksForTheStatusThatItMeans() {
    assertThat(Verdict.approve().asks()).isEqualTo(ReviewStatus.APPROVED);
    assertThat(Verdict.forceApprove().asks()).isEqualTo(ReviewStatus.APPROVED);
    assertThat(Verdict.reject("no").asks()).isEqualTo(ReviewStatus.REJECTED);
    assertThat(Verdict.revoke().asks()).isEqualTo(ReviewStatus.REVOKED);
  }
}
