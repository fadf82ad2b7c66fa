package dev.hoop.slackbot.app.cli;

import dev.hoop.slackbot.decision.AuditRow;
import dev.hoop.slackbot.store.audit.AuditTrail;
import dev.hoop.slackbot.store.audit.AuditVerification;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The audit log for eyes: a line for each row. */
final class AuditText {

  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private AuditText() {}

  static String line(AuditTrail.Line line) {
    AuditRow row = line.row();
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%5d  %s  %-7s  %-13s  ",
            line.seq(),
            SECOND.format(row.at()),
            harmless(row.step()),
            row.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-')));
    text.append(row.email().isEmpty() ? "no Hoop user" : word(row.email()));
    text.append(" (").append(word(row.slackUser().value())).append(')');
    append(text, "group", row.group());
    append(text, "review", row.review().value());
    append(text, "connection", row.connection());
    append(text, "credential", row.credential());
    return text.append("  outcome: ").append(harmless(row.outcome())).toString();
  }

  static String verification(AuditVerification found) {
    return found.match(
        intact ->
            "Intact: "
                + intact.rows()
                + (intact.rows() == 1 ? " row" : " rows")
                + ", each as it was written; head "
                + intact.head()
                + (intact.from() == 1
                    ? ""
                    : "\nThe log begins at row "
                        + intact.from()
                        + ": older ones were removed because of their age."),
        broken -> "Broken at row " + broken.seq() + ": " + harmless(broken.how()));
  }

  private static void append(StringBuilder text, String label, String value) {
    if (!value.isEmpty()) {
      text.append("  ").append(label).append(' ').append(word(value));
    }
  }

  /** Quoted unless it is plainly one word, so that no name passes for another column. */
  private static String word(String foreign) {
    boolean plain = foreign.codePoints().allMatch(AuditText::plain);
    return plain
        ? foreign
        : '"' + harmless(foreign.replace("\\", "\\\\").replace("\"", "\\\"")) + '"';
  }

  private static boolean plain(int point) {
    return Character.isLetterOrDigit(point) || "._-+@:/".indexOf(point) >= 0;
  }

  /** Shows what would steer a terminal, or hide or turn text around, instead of letting it. */
  static String harmless(String foreign) {
    StringBuilder text = new StringBuilder(foreign.length());
    foreign
        .codePoints()
        .forEach(
            point -> {
              if (harmful(point)) {
                text.append(String.format(Locale.ROOT, "\\u{%x}", point));
              } else {
                text.appendCodePoint(point);
              }
            });
    return text.toString();
  }

  private static boolean harmful(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL, Character.FORMAT -> true;
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      case Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE -> true;
      default -> false;
    };
  }
}
