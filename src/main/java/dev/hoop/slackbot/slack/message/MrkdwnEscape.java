package dev.hoop.slackbot.slack.message;

import dev.hoop.slackbot.review.Truncate;
import java.util.regex.Pattern;

/**
 * Escapes foreign text for the top-level text of a message, which Slack reads as mrkdwn.
 *
 * @see <a href="https://docs.slack.dev/messaging/formatting-message-text#escaping">Slack:
 *     escaping</a>
 */
final class MrkdwnEscape {

  private static final int LONGEST = 400;

  private MrkdwnEscape() {}

  /** A mark of formatting, which needs an edge of a word: names such as a_b stay as they are. */
  private static final Pattern UNDERSCORE =
      Pattern.compile("(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}])");

  /** The dot of a domain or of an e-mail address. */
  private static final Pattern DOT = Pattern.compile("(?<=[\\p{L}\\p{N}_-])\\.(?=\\p{L}{2})");

  /**
   * One line that Slack shows as it is. What has no escape there is replaced by a character that
   * looks the same and does nothing.
   */
  static String notification(String words) {
    String line = Truncate.ellipsis(TextSanitizer.line(words), LONGEST);
    return DOT.matcher(UNDERSCORE.matcher(line).replaceAll("\u02CD"))
        .replaceAll("\u2024")
        .replace("://", ":\u2044\u2044")
        .replace("mailto:", "mailto\uA789")
        .replace('*', '\u2217')
        .replace('~', '\u223C')
        .replace('`', '\u02CB')
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;");
  }
}
