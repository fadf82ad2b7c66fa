package dev.hoop.slackbot.sandbox.gateway;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import org.jspecify.annotations.Nullable;

/** Writes times as Go does: without a fraction, or with one that has no zeros at its end. */
final class Rfc3339 {
  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendLiteral('Z')
          .toFormatter()
          .withZone(ZoneOffset.UTC);

  private Rfc3339() {}

  /** Null for null. */
  static @Nullable String format(@Nullable Instant at) {
    return at == null ? null : FORMAT.format(at);
  }
}
