package dev.hoop.slackbot.slack.card;

/**
 * Makes foreign text safe to show: what could hide, reorder or break text becomes visible as a
 * replacement character, and nothing is ever empty, which Slack refuses.
 */
final class Clean {

  private static final char REPLACEMENT = '\uFFFD';
  private static final String NOTHING = "–";

  private Clean() {}

  /** Text of several lines. */
  static String text(String foreign) {
    StringBuilder clean = new StringBuilder(foreign.length());
    int i = 0;
    while (i < foreign.length()) {
      int point = foreign.codePointAt(i);
      i += Character.charCount(point);
      if (point == '\r') {
        // Windows line ends are two characters of one line end.
        continue;
      }
      clean.appendCodePoint(harmful(point) ? REPLACEMENT : point);
    }
    return clean.length() == 0 ? NOTHING : clean.toString();
  }

  /** Text of one line. */
  static String line(String foreign) {
    String line = text(foreign).replace('\n', ' ').replace('\t', ' ').strip();
    return line.isEmpty() ? NOTHING : line;
  }

  private static boolean harmful(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL -> point != '\n' && point != '\t';
      // Bidirectional overrides and zero-width characters are of this kind.
      case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      case Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE -> true;
      default -> false;
    };
  }
}
