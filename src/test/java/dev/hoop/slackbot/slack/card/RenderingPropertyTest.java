package dev.hoop.slackbot.slack.card;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.hoop.slackbot.HostileStrings;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.ClickOutcome;
import dev.hoop.slackbot.review.ClickOutcome.Reason;
import dev.hoop.slackbot.review.Notice;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.PersonStatus;
import dev.hoop.slackbot.review.Samples;
import dev.hoop.slackbot.review.SlackUserId;
import dev.hoop.slackbot.review.Stage;
import dev.hoop.slackbot.review.Story;
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

  private static final CardSettings SETTINGS =
      new CardSettings(URI.create("https://hoop.example.com"), true);
  private static final BlockKitWording WORDING = new BlockKitWording(SETTINGS);
  private static final ConversationText TALK = new ConversationText(SETTINGS);
  private static final Dialogs DIALOGS = new Dialogs(SETTINGS);
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
  private static final SlackUserId ANN = new SlackUserId(HostileStory.CLICKER);

  @Provide
  Arbitrary<Story> stories() {
    return HostileStory.any();
  }

  @Provide
  Arbitrary<String> hostile() {
    return HostileStrings.any();
  }

  @Provide
  Arbitrary<Stage> stages() {
    return Arbitraries.of(
        new Stage.Open(false),
        new Stage.Open(true),
        new Stage.Stuck(),
        new Stage.Ready(),
        new Stage.Running(),
        new Stage.Finished(null, false),
        new Stage.Finished(-1, true),
        new Stage.AccessOpen(null, true),
        new Stage.AccessOpen(Samples.ASKED, false),
        new Stage.AccessEnded(null),
        new Stage.AccessEnded(Samples.ASKED),
        new Stage.Rejected(),
        new Stage.Revoked(),
        new Stage.Deleted(),
        new Stage.Unclear());
  }

  @Property(tries = 300, seed = "20261124", shrinking = ShrinkingMode.BOUNDED)
  void everyCardOfAnyStageIsHarmless(
      @ForAll("stories") Story story, @ForAll("stages") Stage stage, @ForAll boolean showScript)
      throws JsonProcessingException {
    BlockKitWording wording =
        new BlockKitWording(new CardSettings(URI.create("https://hoop.example.com"), showScript));

    Harmless.message(wording.card(story, stage), "the card", "U0ANN", "U0BOB");
    Stage real = Stage.of(story, Stories.NOW);
    Harmless.message(wording.card(story, real), "the card as it is", "U0ANN", "U0BOB");
  }

  @Property(tries = 300, seed = "20261124", shrinking = ShrinkingMode.BOUNDED)
  void everyNoticeIsHarmless(
      @ForAll("stories") Story story, @ForAll("stages") Stage stage, @ForAll Notice notice)
      throws JsonProcessingException {
    Harmless.message(WORDING.notice(story, stage, notice), notice.name(), "U0ANN", "U0BOB");
  }

  @Property(tries = 200, seed = "20261124", shrinking = ShrinkingMode.BOUNDED)
  void everyFormIsHarmless(@ForAll("stories") Story story, @ForAll("hostile") String group)
      throws JsonProcessingException {
    for (Form form : Form.values()) {
      for (String chosen : List.of("", group)) {
        DialogMetadata about = Stories.about(click(chosen, Verdict.Kind.REJECT));
        Harmless.view(DIALOGS.form(form, about, story, Stories.office(), TODAY), form.name());
        Harmless.view(DIALOGS.reject(about), "the form for a review that is not known");
      }
    }
  }

  @Property(tries = 60, seed = "20261124", shrinking = ShrinkingMode.BOUNDED)
  void theWholeScriptIsHarmless(@ForAll("stories") Story story, @ForAll("hostile") String text)
      throws JsonProcessingException {
    Harmless.view(DIALOGS.script(story, text), "a short script");
    Harmless.view(DIALOGS.script(story, text.repeat(200)), "a long script");
    String huge = text.isEmpty() ? "" : text.repeat(300_000 / text.length() + 1);
    Harmless.view(DIALOGS.script(story, huge), "a script that does not fit");
  }

  @Property(tries = 200, seed = "20261124", shrinking = ShrinkingMode.BOUNDED)
  void everyOutcomeIsHarmless(
      @ForAll("stories") Story story, @ForAll("hostile") String text, @ForAll Verdict.Kind kind)
      throws JsonProcessingException {
    Click click = click(text, kind);

    for (Reason reason : Reason.values()) {
      ClickOutcome outcome =
          new ClickOutcome.NotCounted(reason, person(text), story.session().review(), text, text);
      Harmless.message(WORDING.outcome(click, outcome), reason.name());
    }
    ClickOutcome unknown = new ClickOutcome.Unknown(person(text), text, text);
    Harmless.message(WORDING.outcome(click, unknown), "unknown");
  }

  @Property(tries = 200, seed = "20261124", shrinking = ShrinkingMode.BOUNDED)
  void everythingThatIsSaidInConversationIsHarmless(
      @ForAll("stories") Story story, @ForAll("hostile") String text)
      throws JsonProcessingException {
    Person person = person(text);

    Harmless.message(WORDING.newLink(person), "a new link");
    Harmless.message(WORDING.idleLink(person), "a link that does not count");
    Harmless.message(WORDING.movedLink(person), "a link that moved");
    Harmless.message(TALK.alreadyLinked(person), "already linked");
    for (int linked = 0; linked < 3; linked++) {
      Harmless.message(
          TALK.whoami(
              ANN,
              Collections.nCopies(linked, person),
              ClickOutcome.because(Reason.EMAIL_MISMATCH, person)),
          "whoami");
    }
    for (int waiting : new int[] {0, 1, 20, 21}) {
      Harmless.message(
          TALK.pending(Collections.nCopies(waiting, story), List.of(), Stories.NOW), "pending");
    }
  }

  @Property(tries = 1_000, seed = "20261124", shrinking = ShrinkingMode.BOUNDED)
  void oneLineStaysOneLineAndShowsSomething(@ForAll("hostile") String text) {
    String line = Clean.line(text);

    assertThat(line).isNotBlank();
    assertThat(line.chars().filter(c -> c < ' ' || c == 0x7f || c == 0x2028 || c == 0x202e))
        .as("what breaks or turns the line")
        .isEmpty();
  }

  private static Click click(String group, Verdict.Kind kind) {
    return Samples.click(Samples.ANN, group, new Verdict(kind, group, null));
  }

  private static Person person(String text) {
    return new Person(
        text, text, text, PersonStatus.INVITED, false, ANN, List.of(text, text + "2"));
  }
}
