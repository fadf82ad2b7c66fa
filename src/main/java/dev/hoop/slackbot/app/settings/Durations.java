package dev.hoop.slackbot.app.settings;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads durations as operators write them: 500ms, 2s, 15m, 24h, 7d, or ISO-8601. */
public final class Durations {

  private static final Pattern BRIEF = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  private Durations() {}

  /** Null when it is no duration. */
  public static @Nullable Duration parse(String value) {
    Matcher brief = BRIEF.matcher(value);
    if (brief.matches()) {
      long amount = Long.parseLong(brief.group(1));
      return switch (brief.group(2)) {
        case "ms" -> Duration.ofMillis(amount);
        case "s" -> Duration.ofSeconds(amount);
        case "m" -> Duration.ofMinutes(amount);
        case "h" -> Duration.ofHours(amount);
        default -> Duration.ofDays(amount);
      };
    }
    try {
      return Duration.parse(value);
    } catch (DateTimeParseException | ArithmeticException e) {
      return null;
    }
  }
}
