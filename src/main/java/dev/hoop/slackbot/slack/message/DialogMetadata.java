package dev.hoop.slackbot.slack.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.GroupToken;
import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.SlackUserId;
import dev.hoop.slackbot.review.Verdict;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a dialog carries, so that its submission is the click it began with.
 *
 * @param group as {@link GroupToken} resolves it; empty where the dialog itself asks for it
 */
public record DialogMetadata(
    ReviewId review,
    String group,
    @Nullable ChannelId channel,
    @Nullable MessageTs message,
    @Nullable URI responseUrl) {

  private static final int LONGEST = 3_000;

  /** Whose group was found out. */
  DialogMetadata withGroup(String name) {
    String token = GroupToken.looksHashed(name) ? GroupToken.hash(name) : name;
    return new DialogMetadata(review, token, channel, message, responseUrl);
  }

  String encode() {
    String whole = json(group);
    return whole.length() <= LONGEST && wellFormed(group) ? whole : json(GroupToken.hash(group));
  }

  /** Whether there is no half of a surrogate pair, which would not come back from Slack. */
  private static boolean wellFormed(String text) {
    return text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
  }

  private String json(String name) {
    ObjectNode node =
        Blocks.JSON.createObjectNode().put("review", review.value()).put("group", name);
    if (channel != null) {
      node.put("channel", channel.value());
    }
    if (message != null) {
      node.put("ts", message.value());
    }
    String without = node.toString();
    if (responseUrl != null) {
      node.put("url", responseUrl.toString());
    }
    String with = node.toString();
    return with.length() <= LONGEST ? with : without;
  }

  /** Reads what a dialog carried; empty when it is nothing this bot made. */
  public static Optional<DialogMetadata> decode(@Nullable String metadata) {
    try {
      JsonNode node = metadata == null ? null : Blocks.JSON.readTree(metadata);
      if (node == null || !node.path("review").isTextual() || !node.path("group").isTextual()) {
        return Optional.empty();
      }
      return ButtonValue.decode(node.path("review").asText())
          .map(value -> of(value.review(), node));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static DialogMetadata of(ReviewId review, JsonNode node) {
    String channel = node.path("channel").asText("");
    String ts = node.path("ts").asText("");
    String url = node.path("url").asText("");
    return new DialogMetadata(
        review,
        node.path("group").asText(),
        channel.isBlank() ? null : new ChannelId(channel),
        ts.isBlank() ? null : new MessageTs(ts),
        url.isBlank() ? null : URI.create(url));
  }

  /** The click that the submission is. */
  public Click click(
      String key, SlackUserId by, String team, String group, Verdict verdict, Instant receivedAt) {
    return new Click(
        key, by, team, channel, message, review, group, verdict, responseUrl, receivedAt);
  }
}
