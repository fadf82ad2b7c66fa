package dev.hoop.slackbot.slack;

import dev.hoop.slackbot.review.SlackUnavailableException;
import dev.hoop.slackbot.review.SlackUserId;
import dev.hoop.slackbot.review.rules.BotWorkspace;
import dev.hoop.slackbot.sync.SlackTeams;
import java.util.Set;

/**
 * Asks Slack about people of other workspaces, who may be colleagues where the bot's workspace is
 * one of an organisation. A click alone does not tell: with it comes the organisation of the
 * channel, which guests share.
 */
public final class OrganisationLookup implements SlackTeams {

  private final SlackMessageSender api;
  private final BotWorkspace workspace;
  private final boolean mayAsk;

  /**
   * @param scopes as granted; without {@code users:read} Slack is not asked, and people of other
   *     workspaces stay guests
   */
  public OrganisationLookup(SlackMessageSender api, BotWorkspace workspace, Set<String> scopes) {
    this.api = api;
    this.workspace = workspace;
    this.mayAsk = scopes.contains("users:read");
  }

  @Override
  public String teamOf(SlackUserId user, String said) throws SlackUnavailableException {
    String organisation = workspace.organisation();
    return organisation == null || !mayAsk || workspace.has(said)
        ? said
        : api.fetchOrganisation(user).filter(organisation::equals).orElse(said);
  }
}
