package dev.hoop.slackbot.slack.card;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hoop.slackbot.review.Cut;
import dev.hoop.slackbot.review.SlackUserId;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run of rich text. Its text elements are literal: whatever stands in them, no mention, link or
 * formatting comes out.
 */
final class Section {

  private final ArrayNode elements = Layout.JSON.createArrayNode();
  private int chars;

  /** The bot's own words. */
  Section say(String words) {
    return add("text", words, null);
  }

  Section sayBold(String words) {
    return add("text", words, "bold");
  }

  /** Foreign text on one line, cut in the middle where it is too long. */
  Section foreign(String text, int max) {
    return add("text", Cut.middle(Clean.line(text), max), null);
  }

  Section foreignBold(String text, int max) {
    return add("text", Cut.middle(Clean.line(text), max), "bold");
  }

  /** Foreign text that may have lines of its own, cut at the end. */
  Section foreignLines(String text, int max) {
    return add("text", Cut.ellipsis(Clean.text(text), max), null);
  }

  Section person(SlackUserId user) {
    elements.addObject().put("type", "user").put("user_id", user.value());
    chars += user.value().length();
    return this;
  }

  Section emoji(String name) {
    elements.addObject().put("type", "emoji").put("name", name);
    chars += 1;
    return this;
  }

  Section link(URI address, String label) {
    elements.addObject().put("type", "link").put("url", address.toString()).put("text", label);
    chars += label.length();
    return this;
  }

  /** An instant, which Slack shows in each reader's own time zone. */
  Section date(Instant at) {
    elements
        .addObject()
        .put("type", "date")
        .put("timestamp", at.getEpochSecond())
        .put("format", "{date_short_pretty} at {time}")
        .put("fallback", at.toString());
    chars += 30;
    return this;
  }

  private Section add(String type, String text, @Nullable String style) {
    ObjectNode element = elements.addObject().put("type", type).put("text", text);
    if (style != null) {
      element.putObject("style").put(style, true);
    }
    chars += text.length();
    return this;
  }

  int chars() {
    return chars;
  }

  ObjectNode as(String type) {
    ObjectNode element = Layout.JSON.createObjectNode().put("type", type);
    element.set("elements", elements);
    return element;
  }
}
