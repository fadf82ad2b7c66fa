package dev.hoop.slackbot.sandbox.slack;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Somebody who is notified because a new message mentions them. {@code who} is the id of a user, or
 * {@code here}, {@code channel}, {@code everyone} or the id of a user group.
 *
 * <p>Only the message as it was posted counts: an update pings nobody. Unverified: no page of
 * Slack's says so. Unverified too is whether a mention pings that is in the top-level text alone
 * while the blocks have none; here it does, which is the stricter reading.
 */
public record Ping(String who, Message message) {
  private static final Pattern USER = Pattern.compile("<@([UW]\\w+)(?:\\|[^>]*)?>");
  private static final Pattern GROUP =
      Pattern.compile("<!(?:subteam\\^)?(\\w+)(?:\\^[^>|]*)?(?:\\|[^>]*)?>");
  private static final String DATE = "date";

  /** Whom the message pings, each once, in reading order. */
  static List<Ping> of(Message message) {
    Message.Version posted = message.versions().get(0);
    Set<String> found = new LinkedHashSet<>();
    for (String markup : LiveMarkup.find(posted.blocks(), posted.text())) {
      Matcher user = USER.matcher(markup);
      Matcher group = GROUP.matcher(markup);
      if (user.matches()) {
        found.add(user.group(1));
      } else if (group.matches() && !group.group(1).equals(DATE)) {
        found.add(group.group(1));
      }
    }
    return found.stream().map(who -> new Ping(who, message)).toList();
  }
}
