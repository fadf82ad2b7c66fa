package dev.hoop.slackbot.review.rules;

import static dev.hoop.slackbot.review.ClickOutcome.because;
import static dev.hoop.slackbot.review.ReviewStatus.APPROVED;
import static dev.hoop.slackbot.review.ReviewStatus.EXECUTED;
import static dev.hoop.slackbot.review.ReviewStatus.PENDING;
import static dev.hoop.slackbot.review.ReviewStatus.PROCESSING;
import static dev.hoop.slackbot.review.ReviewStatus.REJECTED;
import static dev.hoop.slackbot.review.ReviewStatus.REVOKED;
import static dev.hoop.slackbot.review.SampleReviews.ANN;
import static dev.hoop.slackbot.review.SampleReviews.BOB;
import static dev.hoop.slackbot.review.SampleReviews.SUE;
import static dev.hoop.slackbot.review.SampleReviews.TEAM;
import static dev.hoop.slackbot.review.SampleReviews.click;
import static dev.hoop.slackbot.review.SampleReviews.jit;
import static dev.hoop.slackbot.review.SampleReviews.onetime;
import static dev.hoop.slackbot.review.SampleReviews.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.ClickOutcome;
import dev.hoop.slackbot.review.ClickOutcome.Reason;
import dev.hoop.slackbot.review.Decision;
import dev.hoop.slackbot.review.People;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.PersonStatus;
import dev.hoop.slackbot.review.Requester;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.SampleReviews;
import dev.hoop.slackbot.review.SampleReviews.SessionDraft;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.SlackUserId;
import dev.hoop.slackbot.review.TimeWindow;
import dev.hoop.slackbot.review.Verdict;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may decide, row by row. */
final class RulesTest {

  private static final RulesConfig STRICT = config(TEAM, false, false, false);
  private static final @Nullable Reason ALLOWED = null;
  private static final Verdict APPROVE = Verdict.approve();
  private static final Verdict REJECT = Verdict.reject("no ticket");
  private static final TimeWindow OFFICE = new TimeWindow(LocalTime.of(9, 0), LocalTime.of(18, 0));

  private final Rules rules = new Rules(STRICT);

  static Stream<Arguments> table() {
    return Stream.of(
        row("a member approves", click(ANN, "dba", APPROVE), onetime("dba"), ALLOWED),
        row("a member rejects", click(ANN, "dba", REJECT), onetime("dba"), ALLOWED),
        row(
            "a member approves the second group",
            click(SUE, "sre", APPROVE),
            onetime("dba", "sre").decided("dba", APPROVED, ANN),
            ALLOWED),
        row(
            "a member of another group",
            click(ANN, "sre", APPROVE),
            onetime("dba", "sre"),
            Reason.NOT_A_MEMBER),
        row(
            "a member of another group rejects",
            click(ANN, "sre", REJECT),
            onetime("dba", "sre"),
            Reason.NOT_A_MEMBER),
        row(
            "a group the review does not have",
            click(SUE, "sre", APPROVE),
            onetime("dba"),
            Reason.NO_SUCH_GROUP),
        row(
            "a group that differs in case",
            click(ANN, "DBA", APPROVE),
            onetime("dba"),
            Reason.NO_SUCH_GROUP),
        row(
            "a group that has approved",
            click(SUE, "dba", APPROVE),
            onetime("dba", "sre").decided("dba", APPROVED, ANN),
            Reason.GROUP_DECIDED),
        row(
            "a group that has approved, now to be rejected",
            click(SUE, "dba", REJECT),
            onetime("dba", "sre").decided("dba", APPROVED, ANN),
            Reason.GROUP_DECIDED),
        row(
            "the requester by subject",
            click(BOB, "dev", APPROVE),
            onetime("dev").requester(new Requester("bob@acme.io", "", "")),
            Reason.SELF_APPROVAL),
        row(
            "the requester by e-mail in another case",
            click(BOB, "dev", APPROVE),
            onetime("dev").requester(new Requester("auth0|17", "", "BOB@Acme.io")),
            Reason.SELF_APPROVAL),
        row("the requester withdraws", click(BOB, "dba", REJECT), onetime("dba"), ALLOWED),
        row(
            "an approved review is approved again",
            click(SUE, "sre", APPROVE),
            onetime("dba", "sre").status(APPROVED).decided("dba", APPROVED, ANN),
            Reason.ALREADY_DECIDED),
        row(
            "an approved script is rejected",
            click(ANN, "dba", REJECT),
            onetime("dba").status(APPROVED).decided("dba", APPROVED, ANN),
            Reason.ALREADY_DECIDED),
        row(
            "open access is cut by a rejection",
            click(ANN, "dba", REJECT),
            jit("dba").status(APPROVED).decided("dba", APPROVED, SUE),
            ALLOWED),
        row(
            "a stuck review is ended by a rejection",
            click(ANN, "dba", REJECT),
            onetime("dba", "sre")
                .needed(1)
                .decided("dba", APPROVED, SUE)
                .decided("sre", APPROVED, SUE),
            ALLOWED),
        row(
            "a stuck review is not approved again",
            click(ANN, "dba", APPROVE),
            onetime("dba", "sre")
                .needed(1)
                .decided("dba", APPROVED, SUE)
                .decided("sre", APPROVED, SUE),
            Reason.GROUP_DECIDED),
        row(
            "a second time window",
            click(ANN, "dba", Verdict.approveWithin(OFFICE)),
            onetime("dba").window(OFFICE),
            Reason.WINDOW_ALREADY_SET),
        row(
            "a first time window",
            click(ANN, "dba", Verdict.approveWithin(OFFICE)),
            onetime("dba"),
            ALLOWED),
        row(
            "a member of a force group forces",
            click(SUE, "sre", Verdict.forceApprove()),
            onetime("dba").force("sre"),
            ALLOWED),
        row(
            "somebody else forces",
            click(ANN, "sre", Verdict.forceApprove()),
            onetime("dba").force("sre"),
            Reason.NOT_A_MEMBER),
        row(
            "a group that may not force",
            click(ANN, "dba", Verdict.forceApprove()),
            onetime("dba").force("sre"),
            Reason.NO_SUCH_GROUP),
        row(
            "the requester forces",
            click(BOB, "dev", Verdict.forceApprove()),
            onetime("dba").force("dev"),
            Reason.SELF_APPROVAL),
        row(
            "an approved review is forced",
            click(SUE, "sre", Verdict.forceApprove()),
            onetime("dba").force("sre").status(APPROVED),
            Reason.ALREADY_DECIDED),
        row(
            "a member revokes open access",
            click(ANN, "dba", Verdict.revoke()),
            jit("dba").status(APPROVED),
            ALLOWED),
        row(
            "the requester gives access back",
            click(BOB, "dba", Verdict.revoke()),
            jit("dba").status(APPROVED),
            ALLOWED),
        row(
            "somebody else revokes",
            click(ANN, "sre", Verdict.revoke()),
            jit("dba", "sre").status(APPROVED),
            Reason.NOT_A_MEMBER),
        row(
            "waiting access is revoked",
            click(ANN, "dba", Verdict.revoke()),
            jit("dba"),
            Reason.ALREADY_DECIDED),
        row(
            "revocation in a group of another review",
            click(SUE, "sre", Verdict.revoke()),
            jit("dba").status(APPROVED),
            Reason.NO_SUCH_GROUP),
        row(
            "a script is revoked",
            click(ANN, "dba", Verdict.revoke()),
            onetime("dba").status(APPROVED),
            Reason.NOT_REVOCABLE));
  }

  /** Null when it is allowed. */
  private static @Nullable Reason reason(Object ruling) {
    return ruling instanceof ClickOutcome.NotCounted refused ? refused.reason() : ALLOWED;
  }

  private static Arguments row(
      String name, Click click, SessionDraft session, @Nullable Reason expected) {
    return arguments(Named.of(name, click), session.build(), expected);
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("table")
  void rulesOnEveryRow(Click click, Session session, @Nullable Reason expected) {
    ClickOutcome ruling = rule(rules, click, session);

    assertThat(reason(ruling)).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(
      value = ReviewStatus.class,
      names = {"REJECTED", "REVOKED", "PROCESSING", "EXECUTED", "UNKNOWN"})
  void nothingIsDecidedOnAReviewThatIsNeitherPendingNorApproved(ReviewStatus status) {
    Session session = jit("dba").status(status).build();

    for (Verdict verdict : List.of(APPROVE, REJECT, Verdict.revoke())) {
      assertThat(rule(rules, click(ANN, "dba", verdict), session))
          .as("%s on %s", verdict.kind(), status)
          .extracting(RulesTest::reason)
          .isEqualTo(Reason.ALREADY_DECIDED);
    }
  }

  @Test
  void aSlackUserWhomNobodyKnowsIsNotLinked() {
    ClickOutcome ruling =
        rule(rules, click(person("Eve", "U0EVE"), "dba", APPROVE), onetime("dba").build());

    assertThat(ruling).isEqualTo(because(Reason.UNLINKED));
  }

  @Test
  void oneSlackIdOnTwoUsersProvesNothing() {
    Person twin = person("Twin", "U0ANN", "dba");

    ClickOutcome ruling =
        rules.rule(
            click(ANN, "dba", APPROVE),
            new People(List.of(ANN, twin)),
            null,
            onetime("dba").build(),
            List.of());

    assertThat(ruling).isEqualTo(because(Reason.AMBIGUOUS_LINK, "2"));
  }

  @ParameterizedTest
  @EnumSource(value = PersonStatus.class, mode = EnumSource.Mode.EXCLUDE, names = "ACTIVE")
  void onlyActiveUsersDecide(PersonStatus status) {
    Person sleeping =
        new Person(ANN.subject(), "Ann", ANN.email(), status, true, ANN.slackId(), ANN.groups());

    ClickOutcome ruling =
        rules.rule(
            click(ANN, "dba", APPROVE),
            new People(List.of(sleeping)),
            null,
            onetime("dba").build(),
            List.of());

    assertThat(ruling).isEqualTo(because(Reason.NOT_ACTIVE, sleeping));
  }

  @ParameterizedTest
  @EnumSource(Verdict.Kind.class)
  void anAuditorWritesNothingInHoopAndSoDecidesNothingHere(Verdict.Kind kind) {
    Person auditor = person("Ann", "U0ANN", "auditor", "dba");

    ClickOutcome ruling =
        rules.rule(
            click(auditor, "dba", new Verdict(kind, "", null)),
            new People(List.of(auditor)),
            null,
            onetime("dba").build(),
            List.of());

    assertThat(ruling).isEqualTo(because(Reason.AUDITOR, auditor));
  }

  @Test
  void whereTheAuditorGroupIsRenamedItsMembersDecideNothing() {
    Person watcher = person("Ann", "U0ANN", "watchers", "dba");

    ClickOutcome ruling =
        new Rules(new RulesConfig(new BotWorkspace(TEAM, null), false, false, false, "watchers"))
            .rule(
                click(watcher, "dba", APPROVE),
                new People(List.of(watcher)),
                null,
                onetime("dba").build(),
                List.of());

    assertThat(ruling).isEqualTo(because(Reason.AUDITOR, watcher));
  }

  @Test
  void aPersonOfAnotherWorkspaceIsRefusedBeforeAnythingIsLookedUp() {
    Click foreign =
        new Click(
            "key",
            new SlackUserId("U0ANN"),
            "T0OTHER",
            null,
            null,
            new ReviewId("r"),
            "dba",
            APPROVE,
            null,
            SampleReviews.ASKED);

    assertThat(rule(rules, foreign, onetime("dba").build()))
        .extracting(RulesTest::reason)
        .isEqualTo(Reason.OTHER_WORKSPACE);
    RulesConfig inOrganisation =
        new RulesConfig(new BotWorkspace(TEAM, "T0OTHER"), false, false, false, "auditor");
    assertThat(rule(new Rules(inOrganisation), foreign, onetime("dba").build()))
        .as("Slack names the organisation in place of the workspace")
        .isInstanceOf(ClickOutcome.Allowed.class);
    assertThat(rules.isColleague("")).as("of somebody whose workspace is not known").isFalse();
  }

  @Test
  void anAdminApprovesTheirOwnRequestOnlyWhereTheOperatorAllowsIt() {
    Person admin =
        new Person(
            BOB.subject(),
            "Bob",
            BOB.email(),
            PersonStatus.ACTIVE,
            true,
            BOB.slackId(),
            List.of("dba"));
    Session own = onetime("dba").build();
    People people = new People(List.of(admin));
    Rules lenient = new Rules(config(TEAM, true, false, false));

    assertThat(rules.rule(click(BOB, "dba", APPROVE), people, null, own, List.of()))
        .isEqualTo(because(Reason.SELF_APPROVAL, admin));
    assertThat(lenient.rule(click(BOB, "dba", APPROVE), people, null, own, List.of()))
        .isEqualTo(new ClickOutcome.Allowed(admin));
  }

  @Test
  void thatSettingHelpsNobodyButAdmins() {
    Rules lenient = new Rules(config(TEAM, true, false, false));
    Person member = person("Bob", "U0BOB", "dba");

    ClickOutcome ruling =
        lenient.rule(
            click(BOB, "dba", APPROVE),
            new People(List.of(member)),
            null,
            onetime("dba").build(),
            List.of());

    assertThat(ruling).isEqualTo(because(Reason.SELF_APPROVAL, member));
  }

  @Test
  void whereEmailsMustMatchAWrongOrUnknownOneRefuses() {
    Rules matching = new Rules(config(TEAM, false, false, true));
    Session session = onetime("dba").build();

    assertThat(matching.needsSlackEmail()).isTrue();
    assertThat(rules.needsSlackEmail()).isFalse();
    assertThat(withEmail(matching, null, session)).isEqualTo(because(Reason.EMAIL_MISMATCH, ANN));
    assertThat(withEmail(matching, "eve@acme.io", session))
        .isEqualTo(because(Reason.EMAIL_MISMATCH, ANN));
    assertThat(withEmail(matching, "Ann@Acme.IO", session))
        .isEqualTo(new ClickOutcome.Allowed(ANN));
  }

  private static ClickOutcome withEmail(Rules rules, @Nullable String email, Session session) {
    return rules.rule(
        click(ANN, "dba", APPROVE), new People(List.of(ANN)), email, session, List.of());
  }

  @Test
  void onePersonCountsForOneGroupOnlyWhereTheOperatorWantsIt() {
    Rules distinct = new Rules(config(TEAM, false, true, false));
    Session half = onetime("dba", "sre").decided("dba", APPROVED, SUE).build();

    assertThat(rule(distinct, click(SUE, "sre", APPROVE), half))
        .isEqualTo(because(Reason.ALREADY_COUNTED, "dba").of(SUE));
    assertThat(rule(distinct, click(SUE, "sre", REJECT), half))
        .isEqualTo(new ClickOutcome.Allowed(SUE));
    assertThat(rule(rules, click(SUE, "sre", APPROVE), half))
        .isEqualTo(new ClickOutcome.Allowed(SUE));
  }

  @Test
  void thePersonBehindASharedKeyIsKnownFromTheBotsOwnRecord() {
    Rules distinct = new Rules(config(TEAM, false, true, false));
    Person key = keyOf("slack-bot-dba");
    Session half = onetime("dba", "sre").decided("dba", APPROVED, key).build();
    Decision bySue =
        new Decision(
            "dba",
            Verdict.Kind.APPROVE,
            new SlackUserId("U0SUE"),
            "Sue",
            "SUE@acme.io",
            SampleReviews.ASKED);
    Decision rejection =
        new Decision(
            "dba",
            Verdict.Kind.REJECT,
            new SlackUserId("U0SUE"),
            "Sue",
            "sue@acme.io",
            SampleReviews.ASKED);

    Click second = click(SUE, "sre", APPROVE);

    assertThat(distinct.rule(second, everybody(), null, half, List.of(bySue)))
        .isEqualTo(because(Reason.ALREADY_COUNTED, "dba").of(SUE));
    assertThat(distinct.rule(second, everybody(), null, half, List.of(rejection)))
        .isEqualTo(new ClickOutcome.Allowed(SUE));
    assertThat(distinct.rule(second, everybody(), null, half, List.of()))
        .isEqualTo(new ClickOutcome.Allowed(SUE));
    Session overwritten = onetime("dba", "sre").decided("dba", APPROVED, ANN).build();
    assertThat(distinct.rule(second, everybody(), null, overwritten, List.of(bySue)))
        .as("after Ann decided for the group in Hoop: in doubt she may not")
        .isEqualTo(because(Reason.ALREADY_COUNTED, "dba").of(SUE));
  }

  /** A key as the gateway records it: its name stands for its e-mail too. */
  private static Person keyOf(String name) {
    return new Person(
        "5f0c2a52-7f0b-4f7e-8a86-1d7f7a1f9a55",
        name,
        name,
        PersonStatus.ACTIVE,
        false,
        null,
        List.of());
  }

  @Test
  void anEmptyEmailIsNobodysEmail() {
    Person nameless =
        new Person(
            "x", "X", "", PersonStatus.ACTIVE, false, new SlackUserId("U0X"), List.of("dba"));

    ClickOutcome ruling =
        rules.rule(
            click(nameless, "dba", APPROVE),
            new People(List.of(nameless)),
            null,
            onetime("dba").requester(new Requester("machine", "", "")).build(),
            List.of());

    assertThat(ruling).isEqualTo(new ClickOutcome.Allowed(nameless));
  }

  private static ClickOutcome rule(Rules rules, Click click, Session session) {
    return rules.rule(click, everybody(), null, session, List.of());
  }

  private static People everybody() {
    return new People(new ArrayList<>(List.of(ANN, SUE, BOB)));
  }

  @Test
  void theTableKnowsEveryStatusByName() {
    assertThat(ReviewStatus.values())
        .containsExactly(
            PENDING, APPROVED, REJECTED, REVOKED, PROCESSING, EXECUTED, ReviewStatus.UNKNOWN);
  }

  private static RulesConfig config(
      String team,
      boolean adminSelfApproval,
      boolean distinctApprovers,
      boolean requireEmailMatch) {
    return new RulesConfig(
        new BotWorkspace(team, null),
        adminSelfApproval,
        distinctApprovers,
        requireEmailMatch,
        "auditor");
  }
}
