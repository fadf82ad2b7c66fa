package dev.hoop.slackbot.slack.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.hoop.slackbot.HostileStrings;
import dev.hoop.slackbot.outbox.Mentions;
import dev.hoop.slackbot.outbox.Notice;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.ClickOutcome;
import dev.hoop.slackbot.review.ClickOutcome.Reason;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.PersonStatus;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.SampleReviews;
import dev.hoop.slackbot.review.SlackUserId;
import dev.hoop.slackbot.review.Stage;
import dev.hoop.slackbot.review.Verdict;
import java.net.URI;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Whatever strings stand in a story, in any state, Slack takes the words and none of them acts. */
final class RenderingPropertyTest {

  private static final MessageSettings SETTINGS =
      new MessageSettings(URI.create("https://hoop.example.com"), true);
  private static final BlockKitRenderer WORDING = new BlockKitRenderer(SETTINGS);
  private static final BlockKitCommandReplies TALK = new BlockKitCommandReplies(SETTINGS);
  private static final DialogViews DIALOGS = new DialogViews(SETTINGS);
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
  private static final SlackUserId ANN = new SlackUserId(HostileSnapshot.CLICKER);

  @Provide
  Arbitrary<ReviewSnapshot> snapshots() {
    return HostileSnapshot.any();
  }

  @Provide
  Arbitrary<String> hostile() {
    return HostileStrings.any();
  }

  @Provide
  Arbitrary<Stage> stages() {
    return Arbitraries.of(Stage.class);
  }

  @Property(tries = 300, seed = "20261124", shrinking = ShrinkingMode.BOUNDED)
  void everyCardOfAnyStageIsHarmless(
      @ForAll("snapshots") ReviewSnapshot snapshot,
      @ForAll("stages") Stage stage,
      @ForAll boolean showScript)
      throws JsonProcessingException {
    BlockKitRenderer renderer =
        new BlockKitRenderer(
            new MessageSettings(URI.create("https://hoop.example.com"), showScript));

    HarmlessMessage.message(
        renderer.card(snapshot, stage, Mentions.DECIDERS), "the card", "U0ANN", "U0BOB");
    Stage real = Stage.of(snapshot, SampleSnapshots.NOW);
    HarmlessMessage.message(
        renderer.card(snapshot, real, Mentions.REQUESTER), "the card as it is", "U0ANN", "U0BOB");
  }

  @Property(tries = 300, seed = "20261124", shrinking = ShrinkingMode.BOUNDED)
  void everyNoticeIsHarmless(
      @ForAll("snapshots") ReviewSnapshot snapshot,
      @ForAll("stages") Stage stage,
      @ForAll Notice notice)
      throws JsonProcessingException {
    HarmlessMessage.message(
        WORDING.notice(snapshot, stage, notice), notice.name(), "U0ANN", "U0BOB");
  }

  @Property(tries = 200, seed = "20261124", shrinking = ShrinkingMode.BOUNDED)
  void everyFormIsHarmless(
      @ForAll("snapshots") ReviewSnapshot snapshot, @ForAll("hostile") String group)
      throws JsonProcessingException {
    for (DialogKind form : DialogKind.values()) {
      for (String chosen : List.of("", group)) {
        DialogMetadata about = SampleSnapshots.about(click(chosen, Verdict.Kind.REJECT));
        HarmlessMessage.view(
            DIALOGS.form(form, about, snapshot, SampleSnapshots.office(), TODAY), form.name());
        HarmlessMessage.view(DIALOGS.reject(about), "the form for a review that is not known");
      }
    }
  }

  @Property(tries = 60, seed = "20261124", shrinking = ShrinkingMode.BOUNDED)
  void theWholeScriptIsHarmless(
      @ForAll("snapshots") ReviewSnapshot snapshot, @ForAll("hostile") String text)
      throws JsonProcessingException {
    HarmlessMessage.view(DIALOGS.script(snapshot, text), "a short script");
    HarmlessMessage.view(DIALOGS.script(snapshot, text.repeat(200)), "a long script");
    String huge = text.isEmpty() ? "" : text.repeat(300_000 / text.length() + 1);
    HarmlessMessage.view(DIALOGS.script(snapshot, huge), "a script that does not fit");
  }

  @Property(tries = 200, seed = "20261124", shrinking = ShrinkingMode.BOUNDED)
  void everyOutcomeIsHarmless(
      @ForAll("snapshots") ReviewSnapshot snapshot,
      @ForAll("hostile") String text,
      @ForAll Verdict.Kind kind)
      throws JsonProcessingException {
    Click click = click(text, kind);

    for (Reason reason : Reason.values()) {
      ClickOutcome outcome =
          new ClickOutcome.NotCounted(
              reason, person(text), snapshot.session().review(), text, text);
      HarmlessMessage.message(WORDING.outcome(click, outcome), reason.name());
    }
    ClickOutcome unknown = new ClickOutcome.Unknown(person(text), text, text);
    HarmlessMessage.message(WORDING.outcome(click, unknown), "unknown");
  }

  @Property(tries = 200, seed = "20261124", shrinking = ShrinkingMode.BOUNDED)
  void everythingThatIsSaidInConversationIsHarmless(
      @ForAll("snapshots") ReviewSnapshot snapshot, @ForAll("hostile") String text)
      throws JsonProcessingException {
    Person person = person(text);

    HarmlessMessage.message(WORDING.newLink(person), "a new link");
    HarmlessMessage.message(WORDING.idleLink(person), "a link that does not count");
    HarmlessMessage.message(WORDING.movedLink(person), "a link that moved");
    HarmlessMessage.message(TALK.alreadyLinked(person), "already linked");
    for (int linked = 0; linked < 3; linked++) {
      HarmlessMessage.message(
          TALK.whoami(
              ANN,
              Collections.nCopies(linked, person),
              ClickOutcome.because(Reason.EMAIL_MISMATCH, person)),
          "whoami");
    }
    for (int waiting : new int[] {0, 1, 20, 21}) {
      HarmlessMessage.message(
          TALK.pending(Collections.nCopies(waiting, snapshot), List.of(), SampleSnapshots.NOW),
          "pending");
    }
  }

  @Property(tries = 1_000, seed = "20261124", shrinking = ShrinkingMode.BOUNDED)
  void oneLineStaysOneLineAndShowsSomething(@ForAll("hostile") String text) {
    String line = TextSanitizer.line(text);

    assertThat(line).isNotBlank();
    assertThat(line.chars().filter(c -> c < ' ' || c == 0x7f || c == 0x2028 || c == 0x202e))
        .as("what breaks or turns the line")
        .isEmpty();
  }

  private static Click click(String group, Verdict.Kind kind) {
    return SampleReviews.click(SampleReviews.ANN, group, new Verdict(kind, group, null));
  }

  private static Person person(String text) {
    return new Person(
        text, text, text, PersonStatus.INVITED, false, ANN, List.of(text, text + "2"));
  }
}
