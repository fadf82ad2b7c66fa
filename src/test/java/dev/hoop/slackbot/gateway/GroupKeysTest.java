package dev.hoop.slackbot.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.review.Decider;
import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.Samples;
import dev.hoop.slackbot.review.Secret;
import dev.hoop.slackbot.review.Submission;
import dev.hoop.slackbot.review.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class GroupKeysTest {

  private static final Submission DONE = new Submission.Accepted("key", ReviewStatus.APPROVED);

  private final GroupKeys keys =
      new GroupKeys(
          Map.of("dba", new Secret("hpk_dba"), "sre", new Secret("hpk_sre")),
          Map.of("dba", "id-of-dba", "sre", "id-of-sre"));

  @ParameterizedTest
  @EnumSource(Verdict.Kind.class)
  void coverTheirGroupsForEveryVerdict(Verdict.Kind kind) {
    assertThat(keys.covers("dba", kind)).isTrue();
    assertThat(keys.covers("oncall", kind)).isFalse();
    assertThat(keys.covers("DBA", kind)).as("another spelling is another group").isFalse();
  }

  @Test
  void useTheKeyOfTheClickedGroupOnce() {
    List<String> used = new ArrayList<>();

    Submission result =
        keys.with(
            "sre",
            Samples.SUE,
            Verdict.Kind.APPROVE,
            (name, key) -> {
              used.add(name + " " + key.reveal());
              return DONE;
            });

    assertThat(result).isEqualTo(DONE);
    assertThat(used).containsExactly("group key sre hpk_sre");
  }

  @Test
  void callNothingForAGroupWithoutAKey() {
    List<String> used = new ArrayList<>();

    Submission result =
        keys.with(
            "oncall",
            Samples.SUE,
            Verdict.Kind.FORCE_APPROVE,
            (name, key) -> {
              used.add(name);
              return DONE;
            });

    assertThat(used).isEmpty();
    assertThat(result)
        .isEqualTo(new Submission.NoCredential("the bot has no key for group oncall"));
  }

  @ParameterizedTest
  @CsvSource({
    "needs a ticket, Ann (ann@acme.io): needs a ticket",
    "'', Ann (ann@acme.io) rejected it in Slack",
    "'  ', Ann (ann@acme.io) rejected it in Slack"
  })
  void nameThePersonInTheReason(String reason, String told) {
    assertThat(keys.reason(Samples.ANN, reason)).isEqualTo(told);
  }

  @ParameterizedTest(name = "{0} decided by {1}: {2}")
  @CsvSource({
    "dba, id-of-dba, true",
    "dba, id-of-sre, false",
    "dba, ann@acme.io, false",
    "dba, '', false",
    "oncall, id-of-dba, false",
    "oncall, '', false"
  })
  void knowTheirMarkByTheGroupsOwnKey(String group, String subject, boolean ours) {
    Decider decider = new Decider(subject, "bot-dba", "bot-dba", "");
    ReviewGroup entry =
        new ReviewGroup(group, ReviewStatus.APPROVED, decider, Samples.ASKED, false);

    assertThat(keys.bearsMark(entry, Samples.ANN)).isEqualTo(ours);
  }

  @Test
  void seeNoMarkWhereNobodyHasDecided() {
    ReviewGroup open = new ReviewGroup("dba", ReviewStatus.PENDING, null, null, false);

    assertThat(keys.bearsMark(open, Samples.ANN)).isFalse();
  }
}
