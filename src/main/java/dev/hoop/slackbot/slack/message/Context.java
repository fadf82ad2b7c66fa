package dev.hoop.slackbot.slack.message;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.hoop.slackbot.review.SlackUserId;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * The elements of a context block, which Slack shows small and grey. It takes no rich text: the
 * bot's own words are mrkdwn, and foreign text is plain text, in which nothing acts.
 */
final class Context {

  private final ArrayNode elements = Blocks.JSON.createArrayNode();
  private final StringBuilder own = new StringBuilder();

  /** The bot's own words, in which nothing is escaped. */
  Context say(String words) {
    own.append(words);
    return this;
  }

  /** Foreign text on one line, cut in the middle where it is too long. */
  Context foreign(String text, int max) {
    end();
    elements.add(Blocks.plain(TextSanitizer.line(text, max), max));
    return this;
  }

  /** Somebody in Slack, whom a new message with this pings; nobody where no id can be that. */
  Context person(String before, SlackUserId user) {
    return RichText.isUser(user) ? say(before + "<@" + user.value() + ">") : this;
  }

  Context link(URI address, String label) {
    return say("<" + address.toString().replace("&", "&amp;") + "|" + label + ">");
  }

  /** An instant, which Slack shows in each reader's own time zone. */
  Context date(Instant at) {
    return date(at, RichText.DATE, at.truncatedTo(ChronoUnit.SECONDS).toString());
  }

  /** A time of day, which Slack shows in each reader's own time zone. */
  Context time(Instant at) {
    return date(at, RichText.TIME, at.atOffset(ZoneOffset.UTC).toLocalTime() + " UTC");
  }

  private Context date(Instant at, String format, String fallback) {
    return say("<!date^" + at.getEpochSecond() + "^" + format + "|" + fallback + ">");
  }

  ArrayNode elements() {
    end();
    return elements;
  }

  private void end() {
    if (!own.isEmpty()) {
      elements.addObject().put("type", "mrkdwn").put("text", own.toString());
      own.setLength(0);
    }
  }
}
