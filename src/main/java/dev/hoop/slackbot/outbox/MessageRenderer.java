package dev.hoop.slackbot.outbox;

import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.ClickOutcome;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.Stage;

/**
 * The bot's words: every text a person reads is made here, and nowhere is foreign text left alive.
 */
public interface MessageRenderer {

  /** The card of a review at a stage. */
  SlackMessage card(ReviewSnapshot snapshot, Stage stage, Mentions mentions);

  /**
   * What the requester is told of an outcome.
   *
   * @param stage how far the review has come, which may be past that outcome
   */
  SlackMessage notice(ReviewSnapshot snapshot, Stage stage, Notice notice);

  /**
   * What a reviewer is told of their click.
   *
   * @param outcome any case but allowed and counted, of which the card tells
   */
  SlackMessage outcome(Click click, ClickOutcome outcome);

  /** Names the Hoop user that a Slack account was just linked to. */
  SlackMessage newLink(Person person);

  /** The same where the link does not count, since the e-mails of both accounts differ. */
  SlackMessage idleLink(Person person);

  /** Tells a Slack account that its Hoop user was just linked to another one. */
  SlackMessage movedLink(Person person);
}
