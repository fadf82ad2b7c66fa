package dev.hoop.slackbot.slack.message;

import dev.hoop.slackbot.outbox.Mentions;
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

  SlackMessage render(ReviewSnapshot snapshot, Stage stage, Mentions mentions) {
    Session session = snapshot.session();
    URI page = settings.session(session.id());
    // What a notification shows is what comes first, so the script does not.
    Blocks blocks =
        new Blocks()
            .header(StageText.sign(snapshot, stage) + " " + StageText.headline(snapshot, stage))
            .richText(wish(snapshot));
    StageText.explanation(snapshot, stage).ifPresent(blocks::richText);
    if (snapshot.givenUp()) {
      blocks.richText(
          new RichText()
              .say(
                  "Hoop has said nothing new of it for a week. This card shows the last that was"
                      + " known, and is not kept up to date any more."));
    }
    StageText.reason(snapshot, stage).ifPresent(blocks::quote);
    blocks.context(facts(snapshot, stage, page, mentions));
    if (session.review().type() == ReviewType.ONETIME) {
      script(blocks, snapshot, stage);
    }
    AiAnalysis analysis = session.aiAnalysis();
    if (analysis != null) {
      blocks.richText(risk(analysis));
    }
    new GroupRows(snapshot, stage, page, mentions == Mentions.DECIDERS).addTo(blocks);
    ActionMenu.addTo(blocks, snapshot, stage);
    return new SlackMessage(StageText.notification(snapshot, stage), blocks.json());
  }

  private static RichText wish(ReviewSnapshot snapshot) {
    Session session = snapshot.session();
    RichText richText = new RichText();
    who(richText, session.requester(), snapshot.requester());
    if (session.review().type() == ReviewType.JIT) {
      richText
          .say(" asks for ")
          .sayBold(Phrases.duration(session.review().accessDuration()))
          .say(" of access to ");
    } else {
      richText.say(" asks to run a script on ");
    }
    richText.foreignBold(session.connection().name(), Phrases.NAME);
    String kind = session.connection().kind();
    return kind.isBlank() ? richText : richText.say(" (").foreign(kind, SHORT).say(")");
  }

  private static void who(RichText richText, Requester requester, @Nullable Person person) {
    richText.foreignBold(requester.displayName(), Phrases.NAME);
    String before = " (";
    if (!requester.email().isBlank() && !requester.email().equals(requester.displayName())) {
      richText.say(before).foreign(requester.email(), Phrases.NAME);
      before = ", ";
    }
    if (person != null && !person.groups().isEmpty()) {
      richText
          .say(before + (person.groups().size() == 1 ? "group " : "groups "))
          .foreign(String.join(", ", person.groups()), GROUPS);
      before = ", ";
    }
    if (before.equals(", ")) {
      richText.say(")");
    }
  }

  private void script(Blocks blocks, ReviewSnapshot snapshot, Stage stage) {
    Script script = snapshot.session().script();
    if (!settings.showScript()) {
      blocks.richText(new RichText().say("The script is kept out of Slack: read it in Hoop."));
      return;
    }
    if (script.equals(Script.UNREAD)) {
      blocks.richText(
          new RichText().say("Hoop does not give out the script at the moment: read it in Hoop."));
      return;
    }
    if (script.head().isBlank() && script.chars() <= script.head().length()) {
      blocks.richText(new RichText().say("The script is empty."));
      return;
    }
    ScriptPreview preview = ScriptPreview.of(script);
    blocks.preformatted(preview.text());
    if (!preview.omission().isEmpty()) {
      blocks.richText(new RichText().say(preview.omission()));
    }
    if (!preview.omission().isEmpty() && stage.waits()) {
      blocks.buttons(
          snapshot.reviewId() + ":script",
          Blocks.button("review-script", "Show the whole script", snapshot.reviewId().value(), ""));
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
    RichText richText =
        new RichText()
            .emoji(emoji)
            .say(" ")
            .sayBold("AI: ")
            .foreignBold(analysis.risk(), SHORT)
            .sayBold(" risk");
    if (!analysis.title().isBlank()) {
      richText.say(". ").foreign(analysis.title(), TITLE);
    }
    if (!analysis.explanation().isBlank()) {
      richText.say("\n").foreignLines(analysis.explanation(), EXPLANATION);
    }
    return richText;
  }

  private static Context facts(ReviewSnapshot snapshot, Stage stage, URI page, Mentions mentions) {
    Session session = snapshot.session();
    Review review = session.review();
    Context facts = new Context().say(needs(session, stage));
    if (review.ruleName() != null) {
      facts.say(" · rule ").foreign(review.ruleName(), SHORT);
    }
    TimeWindow window = review.timeWindow();
    if (window != null) {
      Phrases.window(facts.say(" · may run only "), window, Phrases.day(review));
    }
    facts.say(" · asked ").date(review.createdAt());
    Person requester = snapshot.requester();
    if (mentions == Mentions.REQUESTER && requester != null && requester.slackId() != null) {
      facts.person(" by ", requester.slackId());
    }
    return facts.say(" · ").link(page, "Open in Hoop");
  }

  /** Forcing adds a group to the review, so that the number of groups says nothing any more. */
  private static String needs(Session session, Stage stage) {
    Review review = session.review();
    if (session.script().equals(Script.UNREAD) && stage.waits() && review.groups().size() > 1) {
      return "Needs as many of these approvals as Hoop says";
    }
    if (review.groups().stream().anyMatch(ReviewGroup::forced)) {
      return "Force-approved";
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
