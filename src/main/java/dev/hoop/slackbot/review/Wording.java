package dev.hoop.slackbot.review;

/**
 * The bot's words: every text a person reads is made here, and nowhere is foreign text left alive.
 */
public interface Wording {

  /** The card of a story at a stage. */
  Rendered card(Story story, Stage stage);

  /**
   * What the requester is told of an outcome.
   *
   * @param stage how far the story has come, which may be past that outcome
   */
  Rendered notice(Story story, Stage stage, Notice notice);

  /**
   * What a reviewer is told of their click.
   *
   * @param outcome any case but allowed and counted, of which the card tells
   */
  Rendered outcome(Click click, ClickOutcome outcome);

  /** Names the Hoop user that a Slack account was just linked to. */
  Rendered newLink(Person person);

  /** The same where the link does not count, since the e-mails of both accounts differ. */
  Rendered idleLink(Person person);

  /** Tells a Slack account that its Hoop user was just linked to another one. */
  Rendered movedLink(Person person);
}
