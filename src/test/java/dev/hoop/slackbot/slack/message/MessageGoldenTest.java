package dev.hoop.slackbot.slack.message;

import static dev.hoop.slackbot.review.ClickOutcome.because;
import static dev.hoop.slackbot.review.ReviewStatus.EXECUTED;
import static dev.hoop.slackbot.review.ReviewStatus.PROCESSING;
import static dev.hoop.slackbot.review.ReviewStatus.REJECTED;
import static dev.hoop.slackbot.review.ReviewStatus.REVOKED;
import static dev.hoop.slackbot.review.SampleReviews.ANN;
import static dev.hoop.slackbot.review.SampleReviews.BOB;
import static dev.hoop.slackbot.review.SampleReviews.SUE;
import static dev.hoop.slackbot.review.SampleReviews.click;
import static dev.hoop.slackbot.review.SampleReviews.jit;
import static dev.hoop.slackbot.review.SampleReviews.onetime;
import static dev.hoop.slackbot.review.SampleReviews.snapshot;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.hoop.slackbot.outbox.ChannelBacklog;
import dev.hoop.slackbot.outbox.Notice;
import dev.hoop.slackbot.outbox.SlackMessage;
import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.ClickOutcome;
import dev.hoop.slackbot.review.ClickOutcome.Reason;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.PersonStatus;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.SlackUserId;
import dev.hoop.slackbot.review.Stage;
import dev.hoop.slackbot.review.Verdict;
import java.net.URI;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every message that is not a card, as a file to read. */
final class MessageGoldenTest {

  private static final MessageSettings SETTINGS =
      new MessageSettings(URI.create("https://hoop.acme.io"), true);
  private static final MessageSettings DISCREET =
      new MessageSettings(URI.create("https://hoop.acme.io"), false);
  private static final BlockKitRenderer WORDING = new BlockKitRenderer(SETTINGS);
  private static final BlockKitCommandReplies TALK = new BlockKitCommandReplies(SETTINGS);
  private static final DialogViews DIALOGS = new DialogViews(SETTINGS);
  private static final Click APPROVE = click(ANN, "dba", Verdict.approve());
  private static final SlackUserId USER = new SlackUserId("U0ANN");
  private static final ReviewSnapshot WAITING = snapshot(onetime("dba", "sre").build());

  static Stream<Arguments> notices() {
    return Stream.of(
        notice("approved", snapshot(SampleSnapshots.approved().build()), Notice.APPROVED),
        notice(
            "approved-in-its-window",
            snapshot(SampleSnapshots.approved().window(SampleSnapshots.office()).build()),
            Notice.APPROVED),
        notice("approved-jit", snapshot(SampleSnapshots.access().build()), Notice.APPROVED),
        notice(
            "approved-and-running",
            snapshot(SampleSnapshots.approved().status(PROCESSING).build()),
            Notice.APPROVED),
        notice("approved-and-executed", snapshot(SampleSnapshots.executed(3)), Notice.APPROVED),
        notice(
            "approved-and-executed-not-settled",
            snapshot(SampleSnapshots.approved().status(EXECUTED).build()),
            Notice.APPROVED),
        notice(
            "approved-jit-already-over",
            snapshot(
                SampleSnapshots.access().revokeAt(SampleSnapshots.NOW.minusSeconds(1)).build()),
            Notice.APPROVED),
        notice(
            "rejected-with-a-reason",
            SampleSnapshots.inSlack(
                SampleSnapshots.rejected().reason("No ticket."), ANN, "dba", false),
            Notice.REJECTED),
        notice(
            "rejected-without-a-reason",
            snapshot(SampleSnapshots.rejected().build()),
            Notice.REJECTED),
        notice(
            "rejected-by-two",
            snapshot(SampleSnapshots.rejected().decided("sre", REJECTED, SUE).build()),
            Notice.REJECTED),
        notice(
            "withdrawn",
            snapshot(onetime("dba").decided("dba", REJECTED, BOB).status(REJECTED).build()),
            Notice.REJECTED),
        notice(
            "revoked",
            snapshot(SampleSnapshots.access().decided("dba", REVOKED, SUE).status(REVOKED).build()),
            Notice.REVOKED));
  }

  private static Arguments notice(String name, ReviewSnapshot snapshot, Notice notice) {
    return arguments(
        "notice-" + name,
        WORDING.notice(snapshot, Stage.of(snapshot, SampleSnapshots.NOW), notice));
  }

  static Stream<Arguments> refusals() {
    Session pending = onetime("dba").build();
    return Stream.of(
        refusal("other-workspace", because(Reason.OTHER_WORKSPACE)),
        refusal("unlinked", because(Reason.UNLINKED)),
        refusal("ambiguous", because(Reason.AMBIGUOUS_LINK, "2")),
        refusal("not-active", because(Reason.NOT_ACTIVE, inactive())),
        refusal("email-mismatch", because(Reason.EMAIL_MISMATCH, ANN)),
        refusal("auditor", because(Reason.AUDITOR, ANN)),
        refusal("no-such-group", because(Reason.NO_SUCH_GROUP)),
        refusal("group-approved", on(SampleSnapshots.approved().build(), Reason.GROUP_DECIDED)),
        refusal("group-decided", on(pending, Reason.GROUP_DECIDED)),
        refusal("self-approval", because(Reason.SELF_APPROVAL, ANN)),
        refusal("not-a-member", because(Reason.NOT_A_MEMBER, ANN)),
        refusal("already-counted", because(Reason.ALREADY_COUNTED, "sre")),
        refusal("window-already-set", because(Reason.WINDOW_ALREADY_SET, ANN)),
        refusal("not-revocable", because(Reason.NOT_REVOCABLE, ANN)));
  }

  private static ClickOutcome on(Session session, Reason reason) {
    return new ClickOutcome.NotCounted(reason, ANN, session.review(), "", "");
  }

  private static Arguments refusal(String name, ClickOutcome outcome) {
    return arguments("refusal-" + name, WORDING.outcome(APPROVE, outcome));
  }

  static Stream<Arguments> answers() {
    return Stream.of(
        answer("not-counted", because(Reason.NOTHING_COUNTED)),
        answer("refused", because(Reason.REFUSED_BY_HOOP, "review is already approved.")),
        answer("no-credential", because(Reason.NO_CREDENTIAL, "the bot has no key for group dba")),
        answer("credential-fault", because(Reason.CREDENTIAL_FAULT, "it is in two groups")),
        answer("not-done", because(Reason.GATEWAY_UNAVAILABLE, "Hoop could not be reached")),
        answer("never-arrived", because(Reason.NEVER_ARRIVED)),
        answer("unsure", because(Reason.UNCLEAR)),
        answer("overwritten", because(Reason.OVERWRITTEN)),
        answer("not-known-yet", new ClickOutcome.Unknown(ANN, "key", "the connection broke")),
        answer("too-old", because(Reason.TOO_OLD)),
        answer("gone", because(Reason.GONE)));
  }

  private static Arguments answer(String name, ClickOutcome outcome) {
    return arguments("answer-" + name, WORDING.outcome(APPROVE, outcome));
  }

  static Stream<Arguments> talk() {
    return Stream.of(
        arguments("new-link", WORDING.newLink(ANN)),
        arguments("idle-link", WORDING.idleLink(ANN)),
        arguments("moved-link", WORDING.movedLink(ANN)),
        arguments("help", TALK.help()),
        arguments("subscribe", TALK.subscribeLink(USER)),
        arguments("already-linked", TALK.alreadyLinked(ANN)),
        arguments("whoami", TALK.whoami(USER, List.of(SUE), new ClickOutcome.Allowed(SUE))),
        arguments(
            "whoami-one-group", TALK.whoami(USER, List.of(ANN), new ClickOutcome.Allowed(ANN))),
        arguments("whoami-unlinked", TALK.whoami(USER, List.of(), because(Reason.UNLINKED))),
        arguments(
            "whoami-ambiguous",
            TALK.whoami(USER, List.of(ANN, SUE), because(Reason.AMBIGUOUS_LINK, "2"))),
        arguments(
            "whoami-inactive",
            TALK.whoami(USER, List.of(inactive()), because(Reason.NOT_ACTIVE, inactive()))),
        arguments(
            "whoami-email-mismatch",
            TALK.whoami(USER, List.of(ANN), because(Reason.EMAIL_MISMATCH, ANN))),
        arguments("whoami-auditor", TALK.whoami(USER, List.of(ANN), because(Reason.AUDITOR, ANN))),
        arguments("profile-unavailable", TALK.profileUnavailable()),
        arguments("pending-none", TALK.pending(List.of(), List.of(), SampleSnapshots.NOW)),
        arguments(
            "pending-one",
            TALK.pending(List.of(WAITING), List.of(late("C1", 1, 40)), SampleSnapshots.NOW)),
        arguments(
            "pending-two",
            TALK.pending(
                List.of(WAITING, snapshot(jit("dba").build())),
                List.of(late("C1", 2, 5), late("C2", 10, 130)),
                SampleSnapshots.NOW)),
        arguments(
            "pending-many",
            TALK.pending(
                Collections.nCopies(23, WAITING), List.of(late("C1", 30, 9)), SampleSnapshots.NOW)),
        arguments("unavailable", TALK.unavailable()),
        arguments("dialog-not-opened", DIALOGS.notOpened()),
        arguments("unknown-button", DIALOGS.unknownButton()));
  }

  private static ChannelBacklog late(String channel, int cards, int seconds) {
    return new ChannelBacklog(
        new ChannelId(channel), cards, SampleSnapshots.NOW.minusSeconds(seconds));
  }

  static Stream<Arguments> views() {
    return Stream.of(
        form("reject", DialogKind.REJECT, "dba", WAITING),
        form("window", DialogKind.WINDOW, "", WAITING),
        form("window-of-one-group", DialogKind.WINDOW, "", snapshot(onetime("dba").build())),
        form("force", DialogKind.FORCE, "", snapshot(onetime("dba", "sre").force("admin").build())),
        form(
            "force-by-one-of-two",
            DialogKind.FORCE,
            "",
            snapshot(onetime("dba").force("admin", "duty").build())),
        form("revoke", DialogKind.REVOKE, "", snapshot(SampleSnapshots.access().build())),
        form("cut", DialogKind.CUT, "", snapshot(SampleSnapshots.access().build())),
        arguments("view-not-kept", DialogViews.notKept(DialogKind.FORCE)),
        arguments("view-reject-unknown", DIALOGS.reject(about("dba"))),
        arguments("view-script", DIALOGS.script(WAITING, "select 1;\nselect 2;\n")),
        arguments("view-script-empty", DIALOGS.script(WAITING, "")),
        arguments("view-script-hidden", new DialogViews(DISCREET).script(WAITING, "select 1;")),
        arguments("view-loading", DIALOGS.loading()),
        arguments("view-script-unknown", DIALOGS.scriptUnknown()),
        arguments("view-script-unavailable", DIALOGS.scriptUnavailable()));
  }

  private static Arguments form(
      String name, DialogKind form, String group, ReviewSnapshot snapshot) {
    return arguments(
        "view-" + name,
        DIALOGS.form(
            form, about(group), snapshot, SampleSnapshots.office(), LocalDate.of(2026, 11, 24)));
  }

  private static DialogMetadata about(String group) {
    return SampleSnapshots.about(click(ANN, group, Verdict.reject("")));
  }

  private static Person inactive() {
    return new Person(
        "ann", "Ann", "ann@acme.io", PersonStatus.INACTIVE, false, USER, List.of("dba"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"notices", "refusals", "answers", "talk"})
  void saysWhatItsFileSays(String name, SlackMessage message) {
    GoldenFiles.check(name, message);
  }

  @ParameterizedTest
  @EnumSource(ReviewStatus.class)
  void tellsInWhatStateTheReviewIsAlready(ReviewStatus status) {
    ClickOutcome outcome = on(onetime("dba").status(status).build(), Reason.ALREADY_DECIDED);

    GoldenFiles.check(
        "refusal-already-" + status.name().toLowerCase(java.util.Locale.ROOT),
        WORDING.outcome(APPROVE, outcome));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("views")
  void opensTheDialogOfItsFile(String name, String view) {
    GoldenFiles.checkView(name, view);
  }

  @Test
  void namesAForcedApprovalAndARevocationAsSuch() {
    Click forced = click(ANN, "dba", Verdict.forceApprove());
    Click revoke = click(ANN, "dba", Verdict.revoke());

    GoldenFiles.check("answer-too-old-forced", WORDING.outcome(forced, because(Reason.TOO_OLD)));
    GoldenFiles.check(
        "answer-too-old-revocation", WORDING.outcome(revoke, because(Reason.TOO_OLD)));
  }
}
