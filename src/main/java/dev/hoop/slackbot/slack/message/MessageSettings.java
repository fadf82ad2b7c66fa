package dev.hoop.slackbot.slack.message;

import dev.hoop.slackbot.review.SessionId;
import dev.hoop.slackbot.review.SlackUserId;
import java.net.URI;

/**
 * What the operator decided about messages.
 *
 * @param webUrl the base of the links people open, without a slash at the end
 * @param showScript whether scripts may be seen in Slack
 */
public record MessageSettings(URI webUrl, boolean showScript) {

  URI session(SessionId session) {
    return URI.create(webUrl + "/sessions/" + session);
  }

  /** The page that links the Slack user to whoever opens it. */
  URI link(SlackUserId user) {
    return URI.create(webUrl + "/slack/user/new/" + user);
  }
}
