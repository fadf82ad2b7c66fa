package dev.hoop.slackbot.gateway.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.gateway.GatewayHttp;
import dev.hoop.slackbot.gateway.ScriptedGateway;
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
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class GroupKeysTest {

  private static final ClickOutcome DONE =
      new ClickOutcome.Counted(
          SampleReviews.ANN,
          "key",
          SampleReviews.onetime("dba").status(ReviewStatus.APPROVED).build().review());

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ScriptedGateway wire = new ScriptedGateway();
  private final CredentialHealth health = new CredentialHealth();
  private final GroupKeys keys =
      new GroupKeys(
          new GatewayHttp(wire.url(), GatewayHttp.client(threads), date -> {}),
          Map.of(
              "dba", new GroupKeys.GroupKey(new Secret("hpk_dba"), "id-of-dba"),
              "sre", new GroupKeys.GroupKey(new Secret("hpk_sre"), "id-of-sre")),
          health);

  @AfterEach
  void close() {
    wire.close();
    threads.shutdownNow();
  }

  private void userInfo(String role, String groups) {
    wire.on(
        "GET /userinfo",
        200,
        "{\"id\":\"id-of-dba\",\"role\":\"" + role + "\",\"groups\":" + groups + "}");
  }

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
    userInfo("standard", "[\"sre\"]");

    ClickOutcome result =
        LeasedCalls.with(
            keys,
            "sre",
            SampleReviews.SUE,
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

    ClickOutcome result =
        LeasedCalls.with(
            keys,
            "oncall",
            SampleReviews.SUE,
            Verdict.Kind.FORCE_APPROVE,
            (name, key) -> {
              used.add(name);
              return DONE;
            });

    assertThat(used).isEmpty();
    assertThat(result)
        .isEqualTo(
            ClickOutcome.because(Reason.NO_CREDENTIAL, "the bot has no key for group oncall"));
  }

  @ParameterizedTest(name = "{0} in {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "standard | [\"dba\",\"sre\"]   | is in other groups too",
        "standard | [\"sre\"]         | is not in that group",
        "standard | []              | is not in that group",
        "standard | null            | is not in that group",
        "auditor  | [\"dba\"]         | is an auditor",
        "admin    | [\"dba\",\"admin\"] | is an admin"
      })
  void areNotUsedWhereTheyAreNotInTheirGroupAlone(String role, String groups, String why) {
    userInfo(role, groups);

    ClickOutcome result = lease();

    assertThat(result)
        .isInstanceOfSatisfying(
            ClickOutcome.NotCounted.class,
            fault -> {
              assertThat(fault.credential()).isEqualTo("group key dba");
              assertThat(fault.reason()).isEqualTo(Reason.CREDENTIAL_FAULT);
              assertThat(fault.detail()).contains(why);
            });
    assertThat(health.detail().orElse("")).contains("group key dba", why);
  }

  @Test
  void areNotUsedWhereTheGatewayDoesNotKnowThem() {
    wire.onRecorded("GET /userinfo", "unauthorized");

    assertThat(lease()).extracting(LeasedCalls::reason).isEqualTo(Reason.CREDENTIAL_FAULT);
    assertThat(health.faults()).containsOnlyKeys("group key dba");
  }

  @ParameterizedTest
  @CsvSource({"401, go away", "403, access denied", "404, resource not found", "503, away"})
  void areNotBlamedForWhatTheGatewayDoesNotSay(int status, String words) {
    wire.on("GET /userinfo", status, "{\"message\":\"" + words + "\"}");

    assertThat(lease()).extracting(LeasedCalls::reason).isEqualTo(Reason.GATEWAY_UNAVAILABLE);
    assertThat(health.faults()).isEmpty();
  }

  @Test
  void areNotBlamedForAnAnswerAboutSomethingElse() {
    wire.on("GET /userinfo", 200, "{\"status\":\"maintenance\"}");

    assertThat(lease()).extracting(LeasedCalls::reason).isEqualTo(Reason.GATEWAY_UNAVAILABLE);
    assertThat(health.faults()).isEmpty();
  }

  @Test
  void areFineAgainOnceTheyAreInTheirGroupAlone() {
    wire.onRecorded("GET /userinfo", "unauthorized");
    userInfo("standard", "[\"dba\"]");
    lease();

    assertThat(lease()).isEqualTo(DONE);
    assertThat(health.faults()).isEmpty();
    assertThat(health.faultsFound()).isEqualTo(1);
  }

  /** Checked first, as the reads for a click do. */
  private ClickOutcome lease() {
    return keys.check("dba")
        .<ClickOutcome>map(fault -> fault)
        .orElseGet(
            () ->
                LeasedCalls.with(
                    keys, "dba", SampleReviews.ANN, Verdict.Kind.APPROVE, (name, key) -> DONE));
  }

  @ParameterizedTest
  @CsvSource({
    "needs a ticket, Ann (ann@acme.io): needs a ticket",
    "'', Ann (ann@acme.io) rejected it in Slack",
    "'  ', Ann (ann@acme.io) rejected it in Slack"
  })
  void nameThePersonInTheReason(String reason, String told) {
    assertThat(keys.reason(SampleReviews.ANN, reason)).isEqualTo(told);
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
    ReviewedBy decider = new ReviewedBy(subject, "bot-dba", "bot-dba", "");
    ReviewGroup entry =
        new ReviewGroup(group, ReviewStatus.APPROVED, decider, SampleReviews.ASKED, false);

    assertThat(keys.bearsMark(entry, SampleReviews.ANN)).isEqualTo(ours);
  }

  @Test
  void seeNoMarkWhereNobodyHasDecided() {
    ReviewGroup open = new ReviewGroup("dba", ReviewStatus.PENDING, null, null, false);

    assertThat(keys.bearsMark(open, SampleReviews.ANN)).isFalse();
  }
}
