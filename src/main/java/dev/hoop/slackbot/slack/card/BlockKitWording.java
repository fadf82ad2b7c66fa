package dev.hoop.slackbot.slack.card;

import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.ClickOutcome;
import dev.hoop.slackbot.review.Notice;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.Rendered;
import dev.hoop.slackbot.review.Stage;
import dev.hoop.slackbot.review.Story;
import dev.hoop.slackbot.review.Wording;

/**
 * The bot's words as Block Kit. Foreign text stands in rich text and plain text only, where it is
 * literal.
 */
public final class BlockKitWording implements Wording {

  private final ReviewCard card;
  private final NoticeText notice;
  private final RefusalText refusal;

  public BlockKitWording(CardSettings settings) {
    this.card = new ReviewCard(settings);
    this.notice = new NoticeText(settings);
    this.refusal = new RefusalText(settings);
  }

  @Override
  public Rendered card(Story story, Stage stage) {
    return card.render(story, stage);
  }

  @Override
  public Rendered notice(Story story, Stage stage, Notice outcome) {
    return notice.render(story, stage, outcome);
  }

  @Override
  public Rendered outcome(Click click, ClickOutcome outcome) {
    return refusal.render(click, outcome);
  }

  @Override
  public Rendered newLink(Person person) {
    return RefusalText.rendered(
        Phrases.person(new Section().say("Your Slack account now decides in Hoop as "), person)
            .say(". If that was not you, tell a Hoop admin at once."));
  }

  @Override
  public Rendered idleLink(Person person) {
    return RefusalText.rendered(
        Phrases.person(new Section().say("Your Slack account was linked to the Hoop user "), person)
            .say(
                ". The link does not count yet, since your Slack profile does not show that user's"
                    + " e-mail: ask a Hoop admin to correct the one or the other. If it was not you"
                    + " who linked it, tell a Hoop admin at once."));
  }

  @Override
  public Rendered movedLink(Person person) {
    return RefusalText.rendered(
        Phrases.person(
                new Section().say("Your Slack account no longer decides in Hoop as "), person)
            .say(
                ": that Hoop user is now linked to another Slack account. If that was not you,"
                    + " somebody else may now decide in your name; tell a Hoop admin at once."));
  }
}
