package dev.hoop.slackbot.sandbox.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What a notification of a new message shows, uncut. {@code lines} are the texts of its blocks in
 * reading order; {@code phone} is the top-level text.
 *
 * <p>Source: docs.slack.dev/changelog/2026/07/13/notification-changes. The desktop takes its text
 * from the blocks, and the top-level text only when the blocks have none. Phones take the top-level
 * text alone.
 *
 * <p>Unverified: which blocks Slack takes text from, and after how many characters it cuts. Here
 * every text counts, except what buttons and menus say.
 */
public record Notification(List<String> lines, String phone) {
  public Notification {
    lines = List.copyOf(lines);
  }

  /** The notification of the message as it was posted; an update causes none. */
  public static Notification of(Message message) {
    Message.Version posted = message.versions().get(0);
    return of(posted.blocks(), posted.text());
  }

  /** The same of a message that was not posted. */
  public static Notification of(JsonNode blocks, String text) {
    List<String> lines = new ArrayList<>();
    for (JsonNode block : blocks) {
      VisibleText.withoutControls(block).lines().map(Notification::plain).forEach(lines::add);
    }
    lines.removeIf(String::isBlank);
    return new Notification(lines, plain(text));
  }

  /** What the desktop shows. */
  public String desktop() {
    return lines.isEmpty() ? phone : String.join("\n", lines);
  }

  /** A notification shows the label of a link, and characters instead of their escapes. */
  private static String plain(String mrkdwn) {
    return mrkdwn
        .replaceAll("<[^<>|]*\\|([^<>]*)>", "$1")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }
}
