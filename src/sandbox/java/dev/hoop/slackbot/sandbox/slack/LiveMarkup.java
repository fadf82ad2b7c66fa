package dev.hoop.slackbot.sandbox.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the mentions, broadcasts and links of a message, as Slack parses them. */
public final class LiveMarkup {
  // Slack parses angle brackets everywhere, inside code fences too.
  private static final Pattern BRACKETS = Pattern.compile("<([^<>]+)>");
  private static final Pattern BARE =
      Pattern.compile("(?<![<|\\w])(?:https?://|www\\.|mailto:)[^\\s<>|]+");

  private LiveMarkup() {}

  /**
   * Every piece in angle brackets of the top-level text and of the mrkdwn texts in the blocks, and
   * every mention, broadcast and link element of rich text in the same spelling; in reading order.
   */
  public static List<String> find(JsonNode blocks, String text) {
    List<String> found = new ArrayList<>();
    matches(BRACKETS, text, found);
    walk(blocks, found, true);
    return List.copyOf(found);
  }

  /** The same for the blocks and the text of this message. */
  public static List<String> mentionsOf(Message message) {
    return find(message.blocks(), message.text());
  }

  /**
   * Every bare address that Slack turns into a link, in the top-level text and in mrkdwn texts that
   * are not {@code verbatim}.
   */
  public static List<String> autoLinks(JsonNode blocks, String text) {
    List<String> found = new ArrayList<>();
    matches(BARE, text, found);
    walk(blocks, found, false);
    return List.copyOf(found);
  }

  private static void walk(JsonNode node, List<String> found, boolean bracketed) {
    if (node.path("type").asText().equals("mrkdwn") && node.path("text").isTextual()) {
      if (bracketed) {
        matches(BRACKETS, node.path("text").asText(), found);
      } else if (!node.path("verbatim").asBoolean()) {
        matches(BARE, node.path("text").asText(), found);
      }
      return;
    }
    if (bracketed) {
      richElement(node, found);
    }
    node.forEach(child -> walk(child, found, bracketed));
  }

  private static void richElement(JsonNode node, List<String> found) {
    switch (node.path("type").asText()) {
      case "user" -> found.add("<@" + node.path("user_id").asText() + ">");
      case "channel" -> found.add("<#" + node.path("channel_id").asText() + ">");
      case "usergroup" -> found.add("<!subteam^" + node.path("usergroup_id").asText() + ">");
      case "broadcast" -> found.add("<!" + node.path("range").asText() + ">");
      case "link" ->
          found.add("<" + node.path("url").asText() + "|" + node.path("text").asText("") + ">");
      default -> {
        // Everything else has no effect.
      }
    }
  }

  private static void matches(Pattern pattern, String text, List<String> found) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group());
    }
  }
}
