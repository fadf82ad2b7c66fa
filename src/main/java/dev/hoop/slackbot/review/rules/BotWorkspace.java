package dev.hoop.slackbot.review.rules;

import org.jspecify.annotations.Nullable;

/**
 * The Slack workspace that the bot is installed in.
 *
 * @param team its id
 * @param organisation the Enterprise organisation that it belongs to; null when it is in none.
 *     Slack gives this id in place of the team's for people of an organisation:
 *     https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
 */
public record BotWorkspace(String team, @Nullable String organisation) {

  /**
   * Whether somebody belongs to it.
   *
   * @param teamOfPerson the id that Slack gives of their workspace or organisation; empty when it
   *     gives none, which proves nothing
   */
  public boolean has(String teamOfPerson) {
    return teamOfPerson.equals(team) || teamOfPerson.equals(organisation);
  }
}
