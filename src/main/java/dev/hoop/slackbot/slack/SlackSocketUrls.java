package dev.hoop.slackbot.slack;

import com.slack.api.Slack;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.response.apps.connections.AppsConnectionsOpenResponse;
import dev.hoop.slackbot.review.Secret;
import dev.hoop.slackbot.slack.socket.ConnectLaterException;
import dev.hoop.slackbot.slack.socket.ConnectRefusedException;
import dev.hoop.slackbot.slack.socket.SocketUrls;
import java.io.IOException;
import java.net.URI;
import java.util.Set;

/** Asks Slack for the address of a Socket Mode connection. */
public final class SlackSocketUrls implements SocketUrls {

  private static final Set<String> MUST_BE_MENDED =
      Set.of(
          "invalid_auth",
          "not_authed",
          "account_inactive",
          "token_revoked",
          "token_expired",
          "not_allowed_token_type",
          "missing_scope",
          "no_permission",
          "link_disabled",
          "forbidden_team");

  private final Slack slack;
  private final Secret appToken;

  public SlackSocketUrls(Slack slack, Secret appToken) {
    this.slack = slack;
    this.appToken = appToken;
  }

  @Override
  public URI open() throws IOException, ConnectRefusedException {
    try {
      AppsConnectionsOpenResponse answer =
          slack.methods(appToken.reveal()).appsConnectionsOpen(r -> r);
      if (answer.isOk()) {
        return URI.create(answer.getUrl());
      }
      if (MUST_BE_MENDED.contains(answer.getError())) {
        throw new ConnectRefusedException(answer.getError());
      }
      throw new IOException("Slack answers " + answer.getError());
    } catch (SlackApiException e) {
      throw new ConnectLaterException(
          "Slack answers HTTP " + e.getResponse().code(), SlackErrors.retryAfter(e));
    }
  }
}
