package dev.hoop.slackbot.slack.card;

import dev.hoop.slackbot.review.Cut;

/**
 * For the text of notifications, the one place where Slack reads foreign text as mrkdwn.
 *
 * @see <a href="https://docs.slack.dev/messaging/formatting-message-text#escaping">Slack:
 *     escaping</a>
 */
final class Escape {

  private static final int LONGEST = 400;

  private Escape() {}

  /** One line that Slack shows as it is. */
  static String notification(String words) {
    return Cut.ellipsis(Clean.line(words), LONGEST)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;");
  }
}
