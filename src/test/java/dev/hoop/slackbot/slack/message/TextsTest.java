package dev.hoop.slackbot.slack.message;

import static dev.hoop.slackbot.review.ReviewStatus.EXECUTED;
import static dev.hoop.slackbot.review.ReviewStatus.PROCESSING;
import static dev.hoop.slackbot.review.ReviewStatus.REVOKED;
import static dev.hoop.slackbot.review.SampleReviews.ANN;
import static dev.hoop.slackbot.review.SampleReviews.SUE;
import static dev.hoop.slackbot.review.SampleReviews.click;
import static dev.hoop.slackbot.review.SampleReviews.onetime;
import static dev.hoop.slackbot.review.SampleReviews.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hoop.slackbot.outbox.Notice;
import dev.hoop.slackbot.outbox.SlackMessage;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.ClickOutcome;
import dev.hoop.slackbot.review.ClickOutcome.Reason;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.SessionStatus;
import dev.hoop.slackbot.review.SlackUserId;
import dev.hoop.slackbot.review.Stage;
import dev.hoop.slackbot.review.Verdict;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every text with its situation, as one page to read: {@code target/texts.md}. */
final class TextsTest {

  private static final int LONGEST = 300;

  /** Lists, and a dialog that tells two times in two time zones. */
  private static final Set<String> LONGER =
      Set.of("dialog: WINDOW", "command: help", "command: pending");

  private static final List<String> BANNED =
      List.of(
          "the button again",
          "by force",
          "Forcing",
          "onetime",
          "carry your",
          "the one or the other",
          "Ask somebody else");

  private static final MessageSettings SETTINGS =
      new MessageSettings(URI.create("https://hoop.acme.io"), true);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, String> texts = new LinkedHashMap<>();

  @Test
  void everyTextIsShortAndPlain() throws IOException {
    clicks();
    stages();
    notices();
    dialogs();
    commands();
    StringBuilder page = new StringBuilder("# Every text and its situation\n");
    texts.forEach((when, text) -> page.append("\n**" + when + "**\n\n" + text + "\n"));

    Files.writeString(Path.of("target", "texts.md"), page);

    assertThat(texts)
        .allSatisfy(
            (when, text) -> {
              assertThat(text).as(when).isNotBlank().doesNotContain(BANNED);
              if (!LONGER.contains(when)) {
                assertThat(text.length()).as(when + ": " + text).isLessThanOrEqualTo(LONGEST);
              }
            });
  }

  private void clicks() throws IOException {
    BlockKitRenderer renderer = new BlockKitRenderer(SETTINGS);
    for (Verdict verdict :
        List.of(Verdict.approve(), Verdict.reject(""), Verdict.forceApprove(), Verdict.revoke())) {
      Click click = click(ANN, "dba", verdict);
      String kind = verdict.kind().name();
      for (Reason reason : Reason.values()) {
        for (ReviewStatus status :
            reason == Reason.ALREADY_DECIDED
                ? ReviewStatus.values()
                : new ReviewStatus[] {ReviewStatus.PENDING}) {
          ClickOutcome outcome =
              new ClickOutcome.NotCounted(
                  reason, ANN, onetime("dba").status(status).build().review(), detail(reason), "");
          put(kind + ": " + reason + " " + status, renderer.outcome(click, outcome));
        }
      }
      put(
          kind + ": not known yet",
          renderer.outcome(click, new ClickOutcome.Unknown(ANN, "key", "it broke")));
    }
  }

  private static String detail(Reason reason) {
    return switch (reason) {
      case AMBIGUOUS_LINK -> "2";
      case ALREADY_COUNTED, MAY_HAVE_COUNTED, COUNTED_ELSEWHERE -> "sre";
      default -> "Hoop could not be reached";
    };
  }

  private static Map<String, ReviewSnapshot> snapshots() {
    Map<String, ReviewSnapshot> all = new LinkedHashMap<>();
    all.put("waiting", snapshot(onetime("dba", "sre").build()));
    all.put("requester gone", snapshot(onetime("dba").session(SessionStatus.DONE).build()));
    all.put("ready", snapshot(SampleSnapshots.approved().build()));
    all.put(
        "ready in its window",
        snapshot(SampleSnapshots.approved().window(SampleSnapshots.office()).build()));
    all.put("running", snapshot(SampleSnapshots.approved().status(PROCESSING).build()));
    all.put("exit code to come", snapshot(SampleSnapshots.approved().status(EXECUTED).build()));
    all.put("exit code 0", snapshot(SampleSnapshots.executed(0)));
    all.put("exit code 1", snapshot(SampleSnapshots.executed(1)));
    all.put("exit code 254", snapshot(SampleSnapshots.executed(254)));
    all.put("access open", snapshot(SampleSnapshots.access().build()));
    all.put(
        "access over",
        snapshot(SampleSnapshots.access().revokeAt(SampleSnapshots.NOW.minusSeconds(1)).build()));
    all.put("rejected", snapshot(SampleSnapshots.rejected().build()));
    all.put(
        "revoked",
        snapshot(SampleSnapshots.access().decided("dba", REVOKED, SUE).status(REVOKED).build()));
    return all;
  }

  private void stages() {
    snapshots()
        .forEach(
            (name, snapshot) -> stage(name, snapshot, Stage.of(snapshot, SampleSnapshots.NOW)));
    ReviewSnapshot waiting = snapshot(onetime("dba", "sre").build());
    stage("stuck", waiting, Stage.STUCK);
    stage("stuck, force", snapshot(onetime("dba").force("admin").build()), Stage.STUCK);
    stage("deleted", waiting, Stage.DELETED);
    stage("unclear", waiting, Stage.UNCLEAR);
  }

  private void stage(String name, ReviewSnapshot snapshot, Stage stage) {
    texts.put(
        "card: " + name,
        StageText.sign(snapshot, stage)
            + " "
            + StageText.headline(snapshot, stage)
            + StageText.explanation(snapshot, stage).map(said -> "\n" + said.words()).orElse(""));
  }

  private void notices() throws IOException {
    BlockKitRenderer renderer = new BlockKitRenderer(SETTINGS);
    for (Map.Entry<String, ReviewSnapshot> entry : snapshots().entrySet()) {
      ReviewSnapshot snapshot = entry.getValue();
      Stage stage = Stage.of(snapshot, SampleSnapshots.NOW);
      Notice notice =
          switch (stage) {
            case REJECTED -> Notice.REJECTED;
            case REVOKED -> Notice.REVOKED;
            default -> Notice.APPROVED;
          };
      if (!stage.waits()) {
        put("notice: " + entry.getKey(), renderer.notice(snapshot, stage, notice));
      }
    }
    put("link: new", renderer.newLink(ANN));
    put("link: idle", renderer.idleLink(ANN));
    put("link: moved", renderer.movedLink(ANN));
  }

  private void dialogs() throws IOException {
    DialogViews views = new DialogViews(SETTINGS);
    Session session = onetime("dba", "sre").force("admin").build();
    ReviewSnapshot access = snapshot(SampleSnapshots.access().build());
    for (DialogKind kind : DialogKind.values()) {
      boolean open = kind == DialogKind.REVOKE || kind == DialogKind.CUT;
      view(
          "dialog: " + kind,
          views.form(
              kind,
              SampleSnapshots.about(click(ANN, "dba", Verdict.reject(""))),
              open ? access : snapshot(session),
              SampleSnapshots.office(),
              LocalDate.of(2026, 11, 24)));
    }
    view("dialog: not kept", DialogViews.notKept(DialogKind.FORCE));
    view("dialog: script", views.script(snapshot(session), "select 1;"));
    view("dialog: loading", views.loading());
    view("dialog: script unknown", views.scriptUnknown());
    view("dialog: script unavailable", views.scriptUnavailable());
    put("dialog: not opened", views.notOpened());
    put("dialog: failed", views.failed());
    put("dialog: unknown button", views.unknownButton());
  }

  private void commands() throws IOException {
    BlockKitCommandReplies replies = new BlockKitCommandReplies(SETTINGS);
    SlackUserId user = new SlackUserId("U0ANN");
    ReviewSnapshot waiting = snapshot(onetime("dba").build());
    put("command: help", replies.help());
    put("command: subscribe", replies.subscribeLink(user));
    put("command: linked already", replies.alreadyLinked(ANN));
    put("command: whoami", replies.whoami(user, List.of(ANN), new ClickOutcome.Allowed(ANN)));
    for (Reason reason : List.of(Reason.NOT_ACTIVE, Reason.EMAIL_MISMATCH, Reason.AUDITOR)) {
      put(
          "command: whoami " + reason,
          replies.whoami(user, List.of(ANN), ClickOutcome.because(reason, ANN)));
    }
    put(
        "command: whoami, unlinked",
        replies.whoami(user, List.of(), ClickOutcome.because(Reason.UNLINKED)));
    put(
        "command: whoami, two",
        replies.whoami(user, List.of(ANN, SUE), ClickOutcome.because(Reason.AMBIGUOUS_LINK, "2")));
    put("command: nothing pending", replies.pending(List.of(), List.of(), SampleSnapshots.NOW));
    put("command: pending", replies.pending(List.of(waiting), List.of(), SampleSnapshots.NOW));
    put("command: other workspace", replies.otherWorkspace());
    put("command: unavailable", replies.unavailable());
    put("command: profile unavailable", replies.profileUnavailable());
  }

  /** What the message says once it is opened; a notification may say less. */
  private void put(String when, SlackMessage message) throws IOException {
    StringBuilder words = new StringBuilder();
    JSON.readTree(message.blocks()).findValuesAsText("text").forEach(words::append);
    texts.put(when, words.toString());
  }

  /** The sentences of a dialog, and its title and buttons; fields and their labels stay out. */
  private void view(String when, String json) throws IOException {
    JsonNode view = JSON.readTree(json);
    StringBuilder words =
        new StringBuilder(
            "[" + view.at("/title/text").asText() + " | " + view.at("/submit/text").asText() + "]");
    for (JsonNode block : view.path("blocks")) {
      if (block.path("type").asText().equals("rich_text")) {
        words.append("\n");
        block.findValuesAsText("text").forEach(words::append);
      }
    }
    texts.put(when, words.toString());
  }
}
