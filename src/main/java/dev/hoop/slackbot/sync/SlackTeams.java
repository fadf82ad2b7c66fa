package dev.hoop.slackbot.sync;

import dev.hoop.slackbot.review.SlackUnavailableException;
import dev.hoop.slackbot.review.SlackUserId;

/** Which workspace or organisation somebody belongs to. */
public interface SlackTeams {

  /**
   * The id to know somebody by: the bot's own organisation where Slack says that they belong to it
   * through another of its workspaces, else what Slack said with their click.
   *
   * @param said what came with the click, the command or the mention; may be empty
   * @throws SlackUnavailableException when Slack does not say, which proves nothing about the
   *     person
   */
  String teamOf(SlackUserId user, String said) throws SlackUnavailableException;
}
