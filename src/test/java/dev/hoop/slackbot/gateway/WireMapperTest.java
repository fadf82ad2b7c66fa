package dev.hoop.slackbot.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.review.AiAnalysis;
import dev.hoop.slackbot.review.PersonStatus;
import dev.hoop.slackbot.review.Requester;
import dev.hoop.slackbot.review.Review;
import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.ReviewType;
import dev.hoop.slackbot.review.Script;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.SessionStatus;
import dev.hoop.slackbot.review.TimeWindow;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON here is written with single quotes, to be read more easily. */
final class WireMapperTest {

  private static final String TWO_GROUPS =
      "'review_groups_data':[{'group':'dba','status':'PENDING'},{'group':'sre','status':'PENDING'}]";

  private static <T> T read(String json, Class<T> type) {
    try {
      return Wire.JSON.readValue(json.replace('\'', '"'), type);
    } catch (IOException e) {
      throw new AssertionError("cannot be read: " + json, e);
    }
  }

  private static Session session(String fields, ConnectionPolicy policy) {
    return WireMapper.session(read("{'id':'s'," + fields + "}", Wire.SessionWire.class), policy)
        .orElseThrow();
  }

  private static Review review(String fields) {
    return review(fields, ConnectionPolicy.UNKNOWN);
  }

  private static Review review(String fields, ConnectionPolicy policy) {
    String comma = fields.isEmpty() ? "" : ",";
    return session("'review':{'id':'r'" + comma + fields + "}", policy).review();
  }

  @Test
  void aSessionWithNothingButItsIdsIsStillASession() {
    Session session = session("'review':{'id':'r'}", ConnectionPolicy.UNKNOWN);

    assertThat(session.requester()).isEqualTo(new Requester("", "", ""));
    assertThat(session.script()).isEqualTo(Script.NONE);
    assertThat(session.status()).isEqualTo(SessionStatus.UNKNOWN);
    assertThat(session.exitCode()).isNull();
    assertThat(session.endedAt()).isNull();
    assertThat(session.aiAnalysis()).isNull();
    assertThat(session.review().groups()).isEmpty();
    assertThat(session.review().status()).isEqualTo(ReviewStatus.UNKNOWN);
    assertThat(session.review().type()).isEqualTo(ReviewType.ONETIME);
    assertThat(session.review().createdAt()).isEqualTo(Instant.EPOCH);
    assertThat(session.review().accessDuration()).isZero();
    assertThat(session.review().stuck()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'id':'s'}",
        "{'id':'s','review':null}",
        "{'id':'s','review':{}}",
        "{'review':{'id':'r','status':'PENDING'}}"
      })
  void whatHasNoReviewToNameIsNone(String json) {
    Wire.SessionWire wire = read(json, Wire.SessionWire.class);

    assertThat(WireMapper.session(wire, ConnectionPolicy.UNKNOWN)).isEmpty();
    assertThat(WireMapper.waiting(wire)).isEmpty();
  }

  @Test
  void nullsAreAsGoodAsAbsent() {
    Session nulls =
        session(
            "'script':null,'user':null,'user_id':null,'user_name':null,'type':null,"
                + "'connection_subtype':null,'connection':null,'status':null,'exit_code':null,"
                + "'end_date':null,'ai_analysis':null,'review':{'id':'r','type':null,"
                + "'access_duration':null,'status':null,'revoke_at':null,'created_at':null,"
                + "'review_groups_data':null,'time_window':null,'access_request_rule_name':null,"
                + "'min_approvals':null,'force_approval_groups':null,'rejection_reason':null}",
            ConnectionPolicy.UNKNOWN);

    assertThat(nulls).isEqualTo(session("'review':{'id':'r'}", ConnectionPolicy.UNKNOWN));
  }

  @Test
  void aGroupOfNullsIsOneThatNobodyKnows() {
    Review review =
        review(
            "'review_groups_data':[{},{'group':'z','status':null,'reviewed_by':null,"
                + "'review_date':null,'forced_review':null}]");

    assertThat(review.groups())
        .containsExactly(
            new ReviewGroup("", ReviewStatus.UNKNOWN, null, null, false),
            new ReviewGroup("z", ReviewStatus.UNKNOWN, null, null, false));
  }

  @ParameterizedTest(name = "{0} ns are {1}")
  @CsvSource({
    "0, PT0S",
    "1, PT0.000000001S",
    "1000000000, PT1S",
    "1800000000000, PT30M",
    "172800000000000, PT48H",
    "9223372036854775807, PT2562047H47M16.854775807S"
  })
  void theDurationIsInNanoseconds(long nanos, Duration duration) {
    assertThat(review("'access_duration':" + nanos).accessDuration()).isEqualTo(duration);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-24T03:42:08Z,           2026-11-24T03:42:08Z",
    "2026-11-24T03:42:08.3Z,         2026-11-24T03:42:08.300Z",
    "2026-11-24T03:42:08.32Z,        2026-11-24T03:42:08.320Z",
    "2026-11-24T03:42:08.329Z,       2026-11-24T03:42:08.329Z",
    "2026-11-24T03:42:08.3293Z,      2026-11-24T03:42:08.329300Z",
    "2026-11-24T03:42:08.32934Z,     2026-11-24T03:42:08.329340Z",
    "2026-11-24T03:42:08.329347Z,    2026-11-24T03:42:08.329347Z",
    "2026-11-24T03:42:08.3293471Z,   2026-11-24T03:42:08.329347100Z",
    "2026-11-24T03:42:08.32934715Z,  2026-11-24T03:42:08.329347150Z",
    "2026-11-24T03:42:08.329347159Z, 2026-11-24T03:42:08.329347159Z",
    "2026-11-24T04:42:08.3+01:00,    2026-11-24T03:42:08.300Z",
    "0001-01-01T00:00:00Z,           0001-01-01T00:00:00Z"
  })
  void instantsHaveAsManyDigitsAsGoWrites(String text, Instant instant) {
    Review review = review("'created_at':'" + text + "','revoke_at':'" + text + "'");

    assertThat(review.createdAt()).isEqualTo(instant);
    assertThat(review.revokeAt()).isEqualTo(instant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HALF_APPROVED", "", "approved by magic", "ＰＥＮＤＩＮＧ"})
  void wordsOfANewerGatewayAreUnknown(String word) {
    Session session =
        session(
            "'status':'"
                + word
                + "','review':{'id':'r','status':'"
                + word
                + "',"
                + "'type':'"
                + word
                + "','review_groups_data':[{'group':'dba','status':'"
                + word
                + "'}]}",
            ConnectionPolicy.UNKNOWN);

    assertThat(session.status()).isEqualTo(SessionStatus.UNKNOWN);
    assertThat(session.review().status()).isEqualTo(ReviewStatus.UNKNOWN);
    assertThat(session.review().type()).as("the stricter one").isEqualTo(ReviewType.ONETIME);
    assertThat(session.review().groups().get(0).status()).isEqualTo(ReviewStatus.UNKNOWN);
    assertThat(session.review().stuck()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"on leave", "", "ACTIVE "})
  void aUserOfUnknownStatusIsNotActive(String status) {
    Wire.UserWire wire =
        read("{'id':'x','email':'x@acme.io','status':'" + status + "'}", Wire.UserWire.class);

    assertThat(WireMapper.person(wire).status()).isEqualTo(PersonStatus.UNKNOWN);
  }

  @Test
  void aUserOfNothingIsNobody() {
    var person = WireMapper.person(read("{'groups':null,'slack_id':'  '}", Wire.UserWire.class));

    assertThat(person.status()).isEqualTo(PersonStatus.UNKNOWN);
    assertThat(person.admin()).isFalse();
    assertThat(person.slackId()).isNull();
    assertThat(person.groups()).isEmpty();
  }

  @ParameterizedTest(name = "rule asks {0}, connection asks {1}: {2} of two groups")
  @CsvSource(
      nullValues = "null",
      value = {"null,null,2", "1,2,1", "2,1,2", "0,1,2", "-1,1,2", "7,1,2", "null,1,2"})
  void aRuleDecidesHowManyMustApprove(
      @Nullable Integer rule, @Nullable Integer connection, int needed) {
    Review review =
        review(
            TWO_GROUPS + ",'access_request_rule_name':'prod','min_approvals':" + rule,
            new ConnectionPolicy(connection, List.of()));

    assertThat(review.approvalsNeeded()).isEqualTo(needed);
  }

  @ParameterizedTest(name = "connection asks {0}: {1} of two groups")
  @CsvSource(
      nullValues = "null",
      value = {"null,2", "1,1", "2,2", "0,2", "-1,2", "7,2"})
  void theConnectionDecidesWhereThereIsNoRule(@Nullable Integer connection, int needed) {
    Review review = review(TWO_GROUPS, new ConnectionPolicy(connection, List.of()));

    assertThat(review.approvalsNeeded()).isEqualTo(needed);
  }

  @Test
  void forceGroupsAreTheRulesWhereThereIsOne() {
    ConnectionPolicy policy = new ConnectionPolicy(null, List.of("of-connection"));

    assertThat(
            review("'access_request_rule_name':'p','force_approval_groups':['of-rule']", policy)
                .forceApprovalGroups())
        .containsExactly("of-rule");
    assertThat(review("'force_approval_groups':['of-rule']", policy).forceApprovalGroups())
        .containsExactly("of-connection");
  }

  @Test
  void aRuleThatNamesNoForceGroupsLeavesThemToTheConnection() {
    ConnectionPolicy policy = new ConnectionPolicy(1, List.of("of-connection"));

    Review silent =
        review(TWO_GROUPS + ",'access_request_rule_name':'p','force_approval_groups':null", policy);
    Review none = review("'access_request_rule_name':'p','force_approval_groups':[]", policy);

    assertThat(silent.forceApprovalGroups()).containsExactly("of-connection");
    assertThat(silent.approvalsNeeded()).as("not the connection's").isEqualTo(2);
    assertThat(none.forceApprovalGroups()).isEmpty();
  }

  @Test
  void readsTheTimeWindow() {
    Review review =
        review(
            "'time_window':{'type':'time_range','configuration':"
                + "{'start_time':'22:30','end_time':'06:00'}}");

    assertThat(review.timeWindow())
        .isEqualTo(new TimeWindow(LocalTime.of(22, 30), LocalTime.of(6, 0)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{}",
        "{'type':'time_range','configuration':null}",
        "{'type':'time_range','configuration':{}}",
        "{'type':'time_range','configuration':{'start_time':'09:00'}}",
        "{'type':'time_range','configuration':{'start_time':'09:00','end_time':null}}",
        "{'type':'time_range','configuration':{'start_time':'9am','end_time':'5pm'}}",
        "{'type':'time_range','configuration':{'start_time':'25:00','end_time':'26:00'}}"
      })
  void aTimeWindowThatCannotBeReadIsNone(String json) {
    assertThat(review("'time_window':" + json).timeWindow()).isNull();
  }

  @Test
  void writesTheTimeWindowToTheMinute() {
    TimeWindow window = new TimeWindow(LocalTime.of(9, 5, 59), LocalTime.MIDNIGHT);

    Wire.TimeWindowWire wire = Objects.requireNonNull(WireMapper.window(window));

    assertThat(wire.type()).isEqualTo("time_range");
    assertThat(wire.configuration()).isEqualTo(Map.of("start_time", "09:05", "end_time", "00:00"));
  }

  @ParameterizedTest
  @CsvSource({
    "'''explanation'':''long'',''summary'':''short''', long",
    "'''explanation'':''  '',''summary'':''short''', short",
    "'''summary'':''short''', short",
    "'''explanation'':null', ''"
  })
  void theAnalysisIsExplainedByWhateverThereIs(String fields, String explanation) {
    Session session =
        session(
            "'ai_analysis':{'risk_level':'high','title':'Drops a table',"
                + fields
                + "},"
                + "'review':{'id':'r'}",
            ConnectionPolicy.UNKNOWN);

    assertThat(session.aiAnalysis())
        .isEqualTo(new AiAnalysis("high", "Drops a table", explanation));
  }

  @Test
  void fieldsOfANewerGatewayAreNotRead() {
    assertThat(review("'new_thing':{'a':[1]}")).isEqualTo(review(""));
  }
}
