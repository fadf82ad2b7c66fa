package dev.hoop.slackbot.slack.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hoop.slackbot.review.SlackUserId;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A run of rich text. Its text elements are literal: whatever stands in them, no mention, link or
 * formatting comes out.
 */
final class RichText {

  private static final Pattern USER = Pattern.compile("[UW][A-Z0-9]{1,30}");

  /** How Slack writes an instant and a time of day, in the reader's time zone and language. */
  static final String DATE = "{date_short_pretty} at {time}";

  static final String TIME = "{time}";

  private static final int USER_TEXT = 40;

  private final ArrayNode elements = Blocks.JSON.createArrayNode();

  /** The bot's own words. */
  RichText say(String words) {
    return add("text", words, null);
  }

  RichText sayBold(String words) {
    return add("text", words, "bold");
  }

  /** Foreign text on one line, cut in the middle where it is too long. */
  RichText foreign(String text, int max) {
    return add("text", TextSanitizer.line(text, max), null);
  }

  RichText foreignBold(String text, int max) {
    return add("text", TextSanitizer.line(text, max), "bold");
  }

  /** Foreign text that may have lines of its own, cut at the end. */
  RichText foreignLines(String text, int max) {
    return add("text", TextSanitizer.text(text, max), null);
  }

  /** Somebody in Slack; an id that cannot be one, which Slack would refuse, stays text. */
  RichText person(SlackUserId user) {
    if (!isUser(user)) {
      return foreign(user.value(), USER_TEXT);
    }
    elements.addObject().put("type", "user").put("user_id", user.value());
    return this;
  }

  /** Whether an id can be a person's; Slack refuses others. */
  static boolean isUser(SlackUserId user) {
    return USER.matcher(user.value()).matches();
  }

  RichText emoji(String name) {
    elements.addObject().put("type", "emoji").put("name", name);
    return this;
  }

  RichText link(URI address, String label) {
    elements.addObject().put("type", "link").put("url", address.toString()).put("text", label);
    return this;
  }

  /** An instant, which Slack shows in each reader's own time zone. */
  RichText date(Instant at) {
    elements
        .addObject()
        .put("type", "date")
        .put("timestamp", at.getEpochSecond())
        .put("format", DATE)
        .put("fallback", at.truncatedTo(ChronoUnit.SECONDS).toString());
    return this;
  }

  /** A time of day, which Slack shows in each reader's own time zone. */
  RichText time(Instant at) {
    elements
        .addObject()
        .put("type", "date")
        .put("timestamp", at.getEpochSecond())
        .put("format", TIME)
        .put("fallback", at.atOffset(ZoneOffset.UTC).toLocalTime() + " UTC");
    return this;
  }

  private RichText add(String type, String text, @Nullable String style) {
    ObjectNode element = elements.addObject().put("type", type).put("text", text);
    if (style != null) {
      element.putObject("style").put(style, true);
    }
    return this;
  }

  /** The words alone, for notifications. */
  String words() {
    StringBuilder words = new StringBuilder();
    elements.forEach(e -> words.append(e.path("text").asText(e.path("fallback").asText())));
    return words.toString();
  }

  /** The links as mrkdwn, without which the words alone would lead nowhere. */
  String links() {
    StringBuilder links = new StringBuilder();
    for (JsonNode element : elements) {
      if (element.path("type").asText().equals("link")) {
        links
            .append(" <")
            .append(element.path("url").asText().replace("&", "&amp;"))
            .append('|')
            .append(MrkdwnEscape.notification(element.path("text").asText()))
            .append('>');
      }
    }
    return links.toString();
  }

  ObjectNode as(String type) {
    ObjectNode element = Blocks.JSON.createObjectNode().put("type", type);
    element.set("elements", elements);
    return element;
  }
}
