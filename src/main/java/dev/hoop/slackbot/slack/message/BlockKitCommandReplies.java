package dev.hoop.slackbot.slack.message;

import dev.hoop.slackbot.commands.CommandReplies;
import dev.hoop.slackbot.outbox.ChannelBacklog;
import dev.hoop.slackbot.outbox.SlackMessage;
import dev.hoop.slackbot.review.ClickOutcome;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.SlackUserId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The replies to what people type, as Block Kit. */
public final class BlockKitCommandReplies implements CommandReplies {

  private static final int SHOWN = 20;
  private static final int GROUPS = 500;

  /** How much of a script tells which one it is. */
  private static final int SCRIPT = 60;

  private static final Duration WORTH_A_WORD = Duration.ofSeconds(10);

  private final MessageSettings settings;

  public BlockKitCommandReplies(MessageSettings settings) {
    this.settings = settings;
  }

  @Override
  public SlackMessage help() {
    return RefusalText.message(
        new RichText()
            .say("I announce Hoop reviews here and take your decision. You can type:\n")
            .sayBold("/hoop subscribe")
            .say(" links your Slack account to your Hoop user\n")
            .sayBold("/hoop pending")
            .say(" lists the reviews that wait for you\n")
            .sayBold("/hoop whoami")
            .say(" says who you are in Hoop\n")
            .sayBold("/hoop help")
            .say(" shows this. In a channel, mention me instead."));
  }

  @Override
  public SlackMessage subscribeLink(SlackUserId user) {
    return RefusalText.message(
        new RichText()
            .link(settings.link(user), "Link your Slack account to your Hoop user")
            .say(
                " (log in to Hoop first). Don't share this link: whoever opens it gets linked to your"
                    + " Slack account. I tell you once it is done."));
  }

  @Override
  public SlackMessage alreadyLinked(Person person) {
    return RefusalText.message(
        Phrases.person(new RichText().say("You are linked already: in Hoop you are "), person)
            .say("."));
  }

  @Override
  public SlackMessage whoami(SlackUserId user, List<Person> linked, ClickOutcome standing) {
    if (linked.isEmpty()) {
      return RefusalText.message(
          new RichText()
              .say("Your Slack account is not linked to a Hoop user. ")
              .link(settings.link(user), "Link it")
              .say("."));
    }
    if (linked.size() > 1) {
      return RefusalText.message(
          new RichText()
              .say(
                  linked.size()
                      + " Hoop users have your Slack id, so I can't tell who you are. Ask a Hoop admin"
                      + " to take it from all but yours."));
    }
    Person person = linked.get(0);
    RichText richText =
        groups(Phrases.person(new RichText().say("In Hoop you are "), person), person);
    return RefusalText.message(richText.say(obstacle(standing, person)));
  }

  private static RichText groups(RichText richText, Person person) {
    return person.groups().isEmpty()
        ? richText.say(", in no group")
        : richText
            .say(person.groups().size() == 1 ? ", in the group " : ", in the groups ")
            .foreign(String.join(", ", person.groups()), GROUPS);
  }

  /** What of the person themself keeps them from deciding; the rest depends on the review. */
  private static String obstacle(ClickOutcome standing, Person person) {
    if (!(standing instanceof ClickOutcome.NotCounted refused)) {
      return ".";
    }
    return switch (refused.reason()) {
      case NOT_ACTIVE ->
          "; you are "
              + person.status().name().toLowerCase(Locale.ROOT)
              + " and cannot decide. Ask a Hoop admin.";
      case EMAIL_MISMATCH ->
          "; your Slack profile does not show that user's e-mail, so you cannot decide. Ask a"
              + " Hoop admin to correct whichever is wrong.";
      case AUDITOR -> "; you cannot decide: " + RefusalText.AUDITOR + ".";
      default -> ".";
    };
  }

  @Override
  public SlackMessage pending(
      List<ReviewSnapshot> waiting, List<ChannelBacklog> backlogs, Instant now) {
    String summary =
        switch (waiting.size()) {
          case 0 -> "Nothing waits for you.";
          case 1 -> "1 review waits for you:";
          default -> waiting.size() + " reviews wait for you:";
        };
    RichText richText = new RichText().say(summary);
    waiting.stream().limit(SHOWN).forEach(snapshot -> item(richText, snapshot.session()));
    if (waiting.size() > SHOWN) {
      richText.say("\nand " + (waiting.size() - SHOWN) + " more.");
    }
    delays(richText, backlogs, now);
    // A notification shows no script.
    return new SlackMessage(
        MrkdwnEscape.notification(summary), new Blocks().richText(richText).json());
  }

  /** Says that Slack lags behind, but not of what is on its way anyhow. */
  private static void delays(RichText richText, List<ChannelBacklog> backlogs, Instant now) {
    Duration longest =
        backlogs.stream()
            .map(backlog -> Duration.between(backlog.since(), now))
            .max(Comparator.naturalOrder())
            .orElse(Duration.ZERO);
    if (longest.compareTo(WORTH_A_WORD) < 0) {
      return;
    }
    int cards = ChannelBacklog.cards(backlogs);
    richText.say(
        "\n"
            + Phrases.count(cards, "card")
            + (cards == 1 ? " waits" : " wait")
            + " to be brought up to date in Slack, "
            + (cards == 1 ? "for " : "the oldest for ")
            + Phrases.duration(longest.truncatedTo(ChronoUnit.SECONDS))
            + ".");
  }

  private void item(RichText richText, Session session) {
    richText.say("\n• ").foreign(Phrases.requester(session), Phrases.NAME).say(" asks to ");
    Phrases.wish(richText, session).say(", asked ").date(session.review().createdAt()).say(". ");
    String script = session.script().head().strip();
    if (settings.showScript() && !script.isEmpty()) {
      richText.foreign(script.lines().findFirst().orElse(""), SCRIPT).say(" ");
    }
    richText.link(settings.session(session.id()), "Open it in Hoop");
  }

  @Override
  public SlackMessage otherWorkspace() {
    return RefusalText.message(new RichText().say(RefusalText.OTHER_WORKSPACE));
  }

  @Override
  public SlackMessage unavailable() {
    return RefusalText.message(
        new RichText().say("Hoop cannot be asked at the moment. Try again in a while."));
  }

  @Override
  public SlackMessage profileUnavailable() {
    return RefusalText.message(
        new RichText().say("Slack does not tell your e-mail at the moment. Try again in a while."));
  }
}
