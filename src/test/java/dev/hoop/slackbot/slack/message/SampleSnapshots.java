package dev.hoop.slackbot.slack.message;

import static dev.hoop.slackbot.review.ReviewStatus.APPROVED;
import static dev.hoop.slackbot.review.ReviewStatus.EXECUTED;
import static dev.hoop.slackbot.review.ReviewStatus.PROCESSING;
import static dev.hoop.slackbot.review.ReviewStatus.REJECTED;
import static dev.hoop.slackbot.review.ReviewStatus.REVOKED;
import static dev.hoop.slackbot.review.SampleReviews.ANN;
import static dev.hoop.slackbot.review.SampleReviews.ASKED;
import static dev.hoop.slackbot.review.SampleReviews.BOB;
import static dev.hoop.slackbot.review.SampleReviews.SUE;
import static dev.hoop.slackbot.review.SampleReviews.jit;
import static dev.hoop.slackbot.review.SampleReviews.onetime;
import static dev.hoop.slackbot.review.SampleReviews.snapshot;

import dev.hoop.slackbot.review.AiAnalysis;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.Decision;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.SampleReviews.SessionDraft;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.SessionStatus;
import dev.hoop.slackbot.review.TimeWindow;
import dev.hoop.slackbot.review.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/** A story for every state a card can show, each under a name that says which. */
final class SampleSnapshots {

  static final Instant NOW = ASKED.plusSeconds(120);

  private static final Instant UNTIL = ASKED.plus(Duration.ofMinutes(31));

  private SampleSnapshots() {}

  static Map<String, ReviewSnapshot> ofCards() {
    Map<String, ReviewSnapshot> all = new LinkedHashMap<>();
    waiting(all);
    moreToChoose(all);
    onetimeOutcomes(all);
    jitOutcomes(all);
    oddities(all);
    scripts(all);
    groups(all);
    return all;
  }

  private static void waiting(Map<String, ReviewSnapshot> all) {
    all.put("waiting", snapshot(onetime("dba", "sre").build()));
    all.put(
        "partly-approved",
        inSlack(onetime("dba", "sre").decided("dba", APPROVED, ANN), ANN, "dba", true));
    all.put("ready", inSlack(onetime("dba").decided("dba", APPROVED, ANN).status(APPROVED), "dba"));
    all.put("approved-on-the-web", snapshot(approved().build()));
    all.put("ready-in-its-window", snapshot(approved().window(office()).build()));
  }

  private static void moreToChoose(Map<String, ReviewSnapshot> all) {
    all.put("may-be-forced", snapshot(jit("dba", "sre").force("admin").build()));
    all.put(
        "stuck-and-may-be-forced",
        snapshot(
            onetime("dba", "sre")
                .needed(1)
                .force("admin")
                .decided("dba", APPROVED, SUE)
                .decided("sre", APPROVED, SUE)
                .build()));
  }

  private static void onetimeOutcomes(Map<String, ReviewSnapshot> all) {
    all.put(
        "rejected-with-a-reason", snapshot(rejected().reason("No ticket.\nAsk again.").build()));
    all.put("rejected-without-a-reason", snapshot(rejected().build()));
    all.put(
        "rejected-in-slack",
        inSlack(rejected().reason("Not during the freeze."), ANN, "dba", false));
    all.put(
        "withdrawn",
        snapshot(onetime("dba").decided("dba", REJECTED, BOB).status(REJECTED).build()));
    all.put("running", snapshot(approved().status(PROCESSING).build()));
    all.put("executed-not-settled", snapshot(approved().status(EXECUTED).build()));
    all.put("executed-exit-code-0", snapshot(executed(0)));
    all.put("executed-exit-code-1", snapshot(executed(1)));
  }

  private static void jitOutcomes(Map<String, ReviewSnapshot> all) {
    all.put("jit-waiting", snapshot(jit("dba").build()));
    all.put("jit-open", snapshot(access().build()));
    all.put("jit-open-session-ended", snapshot(access().session(SessionStatus.DONE).build()));
    all.put("jit-ended", snapshot(access().revokeAt(NOW.minusSeconds(1)).build()));
    all.put(
        "jit-cut",
        new ReviewSnapshot(
            jit("dba").decided("dba", REJECTED, SUE).reason("Done.").status(REJECTED).build(),
            BOB,
            List.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            access().build().review().groups(),
            false,
            false));
    all.put("running-and-given-up", snapshot(approved().status(PROCESSING).build()).asGivenUp());
    all.put("jit-revoked", snapshot(access().decided("dba", REVOKED, SUE).status(REVOKED).build()));
  }

  private static void oddities(Map<String, ReviewSnapshot> all) {
    all.put("requester-gone", snapshot(onetime("dba").session(SessionStatus.DONE).build()));
    all.put("deleted", snapshot(onetime("dba").build()).asDeleted());
    all.put(
        "stuck",
        snapshot(
            onetime("dba", "sre")
                .needed(1)
                .decided("dba", APPROVED, SUE)
                .decided("sre", APPROVED, SUE)
                .build()));
    all.put("unclear", snapshot(onetime("dba").status(ReviewStatus.UNKNOWN).build()));
    all.put(
        "requester-is-a-machine",
        new ReviewSnapshot(
            onetime("dba")
                .requester(new dev.hoop.slackbot.review.Requester("ci-runner", "", ""))
                .build(),
            null,
            List.of(),
            Set.of(),
            Set.of(),
            false));
    all.put(
        "high-risk",
        snapshot(
            onetime("dba")
                .script("drop table orders;")
                .analysis(
                    new AiAnalysis(
                        "high", "Deletes a table", "It drops orders.\nThere is no way back."))
                .build()));
    all.put(
        "two-of-three-in-a-window",
        snapshot(
            onetime("dba", "ops", "sre")
                .needed(2)
                .rule("prod-writes")
                .window(office())
                .decided("ops", APPROVED, SUE)
                .build()));
  }

  private static void scripts(Map<String, ReviewSnapshot> all) {
    all.put("empty-script", snapshot(onetime("dba").script("").build()));
    all.put("script-cut-by-lines", snapshot(onetime("dba").script(lines(40)).build()));
    all.put("script-cut-by-chars", snapshot(onetime("dba").script("x".repeat(3_000)).build()));
    all.put("script-cut-and-executed", snapshot(approved().script(lines(40)).build()));
  }

  private static void groups(Map<String, ReviewSnapshot> all) {
    all.put(
        "link-only-group",
        new ReviewSnapshot(
            onetime("dba", "sre").build(), BOB, List.of(), Set.of("sre"), Set.of(), false));
    all.put(
        "reject-only-group",
        new ReviewSnapshot(
            onetime("dba", "sre").build(), BOB, List.of(), Set.of(), Set.of("sre"), false));
    all.put("colon-in-a-group", snapshot(onetime("team:dba:prod").build()));
    all.put("36-groups", snapshot(onetime(names(36)).build()));
    all.put(
        "60-groups",
        snapshot(
            onetime(names(60))
                .needed(7)
                .decided("group-03", APPROVED, ANN)
                .decided("group-60", APPROVED, SUE)
                .build()));
    SessionDraft late = onetime(names(12)).reason("Too wide.").status(REJECTED);
    for (int i = 1; i < 8; i++) {
      late.decided("group-0" + i, APPROVED, ANN);
    }
    all.put("many-groups-rejected", snapshot(late.decided("group-08", REJECTED, SUE).build()));
  }

  static SessionDraft approved() {
    return onetime("dba").decided("dba", APPROVED, ANN).status(APPROVED);
  }

  static SessionDraft rejected() {
    return onetime("dba", "sre").decided("dba", REJECTED, ANN).status(REJECTED);
  }

  static SessionDraft access() {
    return jit("dba").decided("dba", APPROVED, ANN).status(APPROVED).revokeAt(UNTIL);
  }

  static Session executed(int code) {
    return approved().status(EXECUTED).session(SessionStatus.DONE).exitCode(code).build();
  }

  static TimeWindow office() {
    return new TimeWindow(LocalTime.of(9, 0), LocalTime.of(18, 0));
  }

  private static String lines(int count) {
    StringBuilder script = new StringBuilder();
    IntStream.rangeClosed(1, count).forEach(i -> script.append("select ").append(i).append(";\n"));
    return script.toString();
  }

  static String[] names(int count) {
    return IntStream.rangeClosed(1, count).mapToObj("group-%02d"::formatted).toArray(String[]::new);
  }

  private static ReviewSnapshot inSlack(SessionDraft draft, String group) {
    return inSlack(draft, ANN, group, true);
  }

  static ReviewSnapshot inSlack(SessionDraft draft, Person by, String group, boolean approves) {
    Decision decision =
        new Decision(
            group,
            approves ? Verdict.Kind.APPROVE : Verdict.Kind.REJECT,
            Objects.requireNonNull(by.slackId()),
            by.name(),
            by.email(),
            ASKED.plusSeconds(90));
    return new ReviewSnapshot(draft.build(), BOB, List.of(decision), Set.of(), Set.of(), false);
  }

  /** What a dialog carries that a click asks for. */
  static DialogMetadata about(Click click) {
    return new DialogMetadata(
        click.review(), click.group(), click.channel(), click.message(), click.responseUrl());
  }
}
