package dev.hoop.slackbot.review;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A Slack channel id, such as {@code C039AQNN5DF}, or a name where somebody has set one. */
public record ChannelId(String value) {
  private static final Pattern ID = Pattern.compile("[CG][A-Z0-9]{6,}");

  public ChannelId {
    Require.text(value, "ChannelId");
  }

  /** The name without {@code #}, as {@code ChannelNames} has it; empty for an id. */
  public Optional<String> name() {
    return ID.matcher(value).matches()
        ? Optional.empty()
        : Optional.of(value.replaceFirst("^#", "").toLowerCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return value;
  }
}
