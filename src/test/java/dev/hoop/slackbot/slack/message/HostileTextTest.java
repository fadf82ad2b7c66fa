package dev.hoop.slackbot.slack.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.hoop.slackbot.outbox.Mentions;
import dev.hoop.slackbot.outbox.Notice;
import dev.hoop.slackbot.outbox.SlackMessage;
import dev.hoop.slackbot.review.AiAnalysis;
import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.Connection;
import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.PersonStatus;
import dev.hoop.slackbot.review.Requester;
import dev.hoop.slackbot.review.Review;
import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.ReviewType;
import dev.hoop.slackbot.review.ReviewedBy;
import dev.hoop.slackbot.review.SampleReviews;
import dev.hoop.slackbot.review.Script;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.SessionId;
import dev.hoop.slackbot.review.SessionStatus;
import dev.hoop.slackbot.review.SlackUserId;
import dev.hoop.slackbot.review.Stage;
import dev.hoop.slackbot.review.Verdict;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever people and models write, Slack accepts the message and nothing in it comes alive. */
final class HostileTextTest {

  private static final MessageSettings SETTINGS =
      new MessageSettings(URI.create("https://hoop.example.com"), true);
  private static final BlockKitRenderer WORDING = new BlockKitRenderer(SETTINGS);

  /** Slack's longest limit of all is 40,000 characters, of a message's text. */
  private static final int LONGER_THAN_SLACK_TAKES = 48_000;

  static Stream<String> hostile() {
    return Stream.of(
        "<!channel> <!here> <@U0ANN> <https://evil.example|click>",
        "https://evil.example www.evil.example mailto:eve@evil.example",
        "``` *bold* _it_ ~no~ :smile: &lt;!channel&gt; & < >",
        "\u202Etxt.exe\u2066\u200B\uFEFF\u0000\u0007\u009B\u2028",
        "\uD800 lone \uDC00 surrogates \uD83D",
        "\uD83D\uDE00".repeat(LONGER_THAN_SLACK_TAKES / 2),
        "\"\\\n".repeat(LONGER_THAN_SLACK_TAKES / 3),
        "x".repeat(LONGER_THAN_SLACK_TAKES),
        "\n".repeat(5_000),
        "a\r\nb\tc",
        " ",
        "");
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void everyCardOfEveryStageIsTakenAndNothingInItActs(String text) throws JsonProcessingException {
    for (ReviewStatus status : ReviewStatus.values()) {
      for (ReviewType type : ReviewType.values()) {
        for (int groups : new int[] {1, 3, 12, 36, 60}) {
          ReviewSnapshot snapshot = snapshot(text, status, type, groups);
          Stage stage = Stage.of(snapshot, SampleReviews.ASKED.plusSeconds(60));
          harmless(
              WORDING.card(snapshot, stage, Mentions.DECIDERS), status + " " + type + " " + groups);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void everyNoticeIsTakenAndNothingInItActs(String text) throws JsonProcessingException {
    for (Notice notice : Notice.values()) {
      for (ReviewType type : ReviewType.values()) {
        ReviewSnapshot snapshot = snapshot(text, ReviewStatus.REJECTED, type, 3);
        harmless(WORDING.notice(snapshot, Stage.REJECTED, notice), notice.name());
        harmless(WORDING.notice(snapshot, Stage.RUNNING, notice), notice.name());
      }
    }
    harmless(WORDING.newLink(person(text)), "new link");
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void everyDialogIsTakenAndNothingInItActs(String text) throws JsonProcessingException {
    DialogViews dialogs = new DialogViews(SETTINGS);
    ReviewSnapshot snapshot = snapshot(text, ReviewStatus.PENDING, ReviewType.ONETIME, 3);

    HarmlessMessage.view(dialogs.script(snapshot, text.repeat(20)), "the script");
    DialogMetadata about = SampleSnapshots.about(click("group " + SampleReviews.ASKED));
    HarmlessMessage.view(dialogs.reject(about), "a rejection");
    for (DialogKind form : DialogKind.values()) {
      for (DialogMetadata asked : List.of(about, about.withGroup(""))) {
        String view =
            dialogs.form(
                form, asked, snapshot, SampleSnapshots.office(), LocalDate.of(2026, 11, 24));
        HarmlessMessage.view(view, form.name());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Notice.class)
  void anEmptyWorldIsTakenToo(Notice notice) throws JsonProcessingException {
    ReviewSnapshot snapshot = snapshot("", ReviewStatus.APPROVED, ReviewType.JIT, 0);
    harmless(WORDING.notice(snapshot, Stage.ACCESS_OPEN, notice), "empty");
  }

  private static void harmless(SlackMessage message, String about) throws JsonProcessingException {
    // The bot itself names the people it knows by their Slack ids.
    HarmlessMessage.message(message, about, "U0BOB");
  }

  private static Click click(String group) {
    return new Click(
        "key",
        new SlackUserId("U0ANN"),
        SampleReviews.TEAM,
        new ChannelId("C0REVIEWS"),
        new MessageTs("1.1"),
        new ReviewId("7a96253c-f89d-4cf2-975c-ac86bd2a349d"),
        group,
        Verdict.reject(""),
        URI.create("https://hooks.slack.com/actions/T/1/x"),
        SampleReviews.ASKED);
  }

  private static Person person(String text) {
    return new Person(
        text, text, text, PersonStatus.ACTIVE, false, new SlackUserId("U0BOB"), List.of(text));
  }

  private static ReviewSnapshot snapshot(
      String text, ReviewStatus status, ReviewType type, int groups) {
    SessionId id = new SessionId("4b7e9e9d-cc8f-47b2-bbc0-68266a95555d");
    List<ReviewGroup> entries =
        IntStream.range(0, groups)
            .mapToObj(
                i ->
                    new ReviewGroup(
                        text + i,
                        i % 3 == 1 ? ReviewStatus.APPROVED : ReviewStatus.PENDING,
                        i % 3 == 1 ? new ReviewedBy(text, text, text, "") : null,
                        i % 3 == 1 ? SampleReviews.ASKED : null,
                        i % 2 == 0))
            .toList();
    Review review =
        new Review(
            new ReviewId("7a96253c-f89d-4cf2-975c-ac86bd2a349d"),
            id,
            type,
            status,
            Duration.ofMinutes(30),
            SampleReviews.ASKED.plusSeconds(1_800),
            SampleReviews.ASKED,
            entries,
            Math.max(groups, 1),
            null,
            text,
            List.of(text),
            text);
    Session session =
        new Session(
            id,
            new Requester(text, text, text),
            new Connection(text, text, text),
            Script.of(text),
            SessionStatus.OPEN,
            null,
            null,
            new AiAnalysis(text, text, text),
            review);
    return new ReviewSnapshot(session, person(text), List.of(), Set.of(), Set.of(), false);
  }
}
