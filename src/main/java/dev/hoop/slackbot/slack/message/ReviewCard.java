package dev.hoop.slackbot.slack.message;

import dev.hoop.slackbot.outbox.SlackMessage;
import dev.hoop.slackbot.review.AiAnalysis;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.Requester;
import dev.hoop.slackbot.review.Review;
import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.ReviewType;
import dev.hoop.slackbot.review.Script;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.Stage;
import dev.hoop.slackbot.review.TimeWindow;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The card of one review. */
final class ReviewCard {

  private static final int SHORT = 60;
  private static final int GROUPS = 150;
  private static final int TITLE = 200;
  private static final int EXPLANATION = 1_000;

  private final MessageSettings settings;

  ReviewCard(MessageSettings settings) {
    this.settings = settings;
  }

  SlackMessage render(ReviewSnapshot story, Stage stage) {
    Session session = story.session();
    URI page = settings.session(session.id());
    Blocks layout = new Blocks().header(StageText.headline(story, stage));
    layout.section(wish(story));
    if (session.review().type() == ReviewType.ONETIME) {
      script(layout, story, stage);
    }
    AiAnalysis analysis = session.aiAnalysis();
    if (analysis != null) {
      layout.section(risk(analysis));
    }
    StageText.explanation(story, stage).ifPresent(layout::section);
    if (story.givenUp()) {
      layout.section(
          new RichText()
              .say(
                  "Hoop has said nothing new of it for a week. This card shows the last that was"
                      + " known, and is not kept up to date any more."));
    }
    StageText.reason(story, stage).ifPresent(layout::quote);
    layout.section(facts(session, stage, page));
    new GroupRows(story, stage, page).addTo(layout);
    ActionMenu.addTo(layout, story, stage);
    return new SlackMessage(StageText.notification(story, stage), layout.json());
  }

  private static RichText wish(ReviewSnapshot story) {
    Session session = story.session();
    RichText section = new RichText();
    who(section, session.requester(), story.requester());
    if (session.review().type() == ReviewType.JIT) {
      section
          .say(" asks for ")
          .sayBold(Phrases.duration(session.review().accessDuration()))
          .say(" of access to ");
    } else {
      section.say(" asks to run a script on ");
    }
    section.foreignBold(session.connection().name(), Phrases.NAME);
    String kind = session.connection().kind();
    return kind.isBlank() ? section : section.say(" (").foreign(kind, SHORT).say(")");
  }

  private static void who(RichText section, Requester requester, @Nullable Person person) {
    section.foreignBold(requester.displayName(), Phrases.NAME);
    String before = " (";
    if (!requester.email().isBlank() && !requester.email().equals(requester.displayName())) {
      section.say(before).foreign(requester.email(), Phrases.NAME);
      before = ", ";
    }
    if (person != null && person.slackId() != null) {
      section.say(before).person(person.slackId());
      before = ", ";
    }
    if (person != null && !person.groups().isEmpty()) {
      section
          .say(before + (person.groups().size() == 1 ? "group " : "groups "))
          .foreign(String.join(", ", person.groups()), GROUPS);
      before = ", ";
    }
    if (before.equals(", ")) {
      section.say(")");
    }
  }

  private void script(Blocks layout, ReviewSnapshot story, Stage stage) {
    Script script = story.session().script();
    if (!settings.showScript()) {
      layout.section(new RichText().say("The script is kept out of Slack: read it in Hoop."));
      return;
    }
    if (script.equals(Script.UNREAD)) {
      layout.section(
          new RichText().say("Hoop does not give out the script at the moment: read it in Hoop."));
      return;
    }
    if (script.head().isBlank() && script.chars() <= script.head().length()) {
      layout.section(new RichText().say("The script is empty."));
      return;
    }
    ScriptPreview preview = ScriptPreview.of(script);
    layout.preformatted(preview.text());
    if (!preview.omission().isEmpty()) {
      layout.section(new RichText().say(preview.omission()));
    }
    if (!preview.omission().isEmpty() && stage.waits()) {
      layout.buttons(
          story.reviewId() + ":script",
          Blocks.button("review-script", "Show the whole script", story.reviewId().value(), ""));
    }
  }

  private static RichText risk(AiAnalysis analysis) {
    String emoji =
        switch (analysis.risk().toLowerCase(Locale.ROOT)) {
          case "low" -> "large_green_circle";
          case "medium" -> "large_yellow_circle";
          case "high" -> "red_circle";
          default -> "white_circle";
        };
    RichText section =
        new RichText()
            .emoji(emoji)
            .say(" ")
            .sayBold("AI: ")
            .foreignBold(analysis.risk(), SHORT)
            .sayBold(" risk");
    if (!analysis.title().isBlank()) {
      section.say(". ").foreign(analysis.title(), TITLE);
    }
    if (!analysis.explanation().isBlank()) {
      section.say("\n").foreignLines(analysis.explanation(), EXPLANATION);
    }
    return section;
  }

  private static RichText facts(Session session, Stage stage, URI page) {
    Review review = session.review();
    RichText section = new RichText().say(needs(session, stage));
    if (review.ruleName() != null) {
      section.say(" · rule ").foreign(review.ruleName(), SHORT);
    }
    TimeWindow window = review.timeWindow();
    if (window != null) {
      Phrases.when(section.say(" · may run only "), review);
    }
    return section.say(" · asked ").date(review.createdAt()).say(" · ").link(page, "Open in Hoop");
  }

  /** Forcing adds a group to the review, so that the number of groups says nothing any more. */
  private static String needs(Session session, Stage stage) {
    Review review = session.review();
    if (session.script().equals(Script.UNREAD) && stage.waits() && review.groups().size() > 1) {
      return "Needs as many of these approvals as Hoop says";
    }
    if (review.groups().stream().anyMatch(ReviewGroup::forced)) {
      return "Decided by force";
    }
    return (stage.waits() ? "Needs " : "Needed ") + approvals(review);
  }

  private static String approvals(Review review) {
    int groups = review.groups().size();
    int needed = review.approvalsNeeded();
    if (groups <= 1) {
      return groups == 0 ? "approval in Hoop, which names no group" : "1 approval";
    }
    if (needed == groups) {
      return "approval by " + (groups == 2 ? "both groups" : "all " + groups + " groups");
    }
    return "approval by " + needed + " of " + Phrases.count(groups, "group");
  }
}
