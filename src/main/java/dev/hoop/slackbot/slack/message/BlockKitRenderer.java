package dev.hoop.slackbot.slack.message;

import dev.hoop.slackbot.outbox.Mentions;
import dev.hoop.slackbot.outbox.MessageRenderer;
import dev.hoop.slackbot.outbox.Notice;
import dev.hoop.slackbot.outbox.SlackMessage;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.ClickOutcome;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.Stage;

/**
 * The bot's words as Block Kit. Foreign text stands in rich text and plain text only, where it is
 * literal.
 */
public final class BlockKitRenderer implements MessageRenderer {

  private final ReviewCard card;
  private final NoticeText notice;
  private final RefusalText refusal;

  public BlockKitRenderer(MessageSettings settings) {
    this.card = new ReviewCard(settings);
    this.notice = new NoticeText(settings);
    this.refusal = new RefusalText(settings);
  }

  @Override
  public SlackMessage card(ReviewSnapshot snapshot, Stage stage, Mentions mentions) {
    return card.render(snapshot, stage, mentions);
  }

  @Override
  public SlackMessage notice(ReviewSnapshot snapshot, Stage stage, Notice outcome) {
    return notice.render(snapshot, stage, outcome);
  }

  @Override
  public SlackMessage outcome(Click click, ClickOutcome outcome) {
    return refusal.render(click, outcome);
  }

  @Override
  public SlackMessage newLink(Person person) {
    return RefusalText.message(
        Phrases.person(new RichText().say("Your Slack account is now linked to Hoop user "), person)
            .say(". If that was not you, tell a Hoop admin at once."));
  }

  @Override
  public SlackMessage idleLink(Person person) {
    return RefusalText.message(
        Phrases.person(
                new RichText().say("Your Slack account was linked to the Hoop user "), person)
            .say(
                ". The link does not count yet, since your Slack profile does not show that user's"
                    + " e-mail: ask a Hoop admin to correct whichever is wrong. If it was not you"
                    + " who linked it, tell a Hoop admin at once."));
  }

  @Override
  public SlackMessage movedLink(Person person) {
    return RefusalText.message(
        Phrases.person(
                new RichText().say("Your Slack account no longer decides in Hoop as "), person)
            .say(
                ": that Hoop user is now linked to another Slack account. If that was not you,"
                    + " somebody else may now decide in your name; tell a Hoop admin at once."));
  }
}
