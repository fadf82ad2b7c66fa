package dev.hoop.slackbot.slack.message;

import dev.hoop.slackbot.review.Truncate;

/**
 * Makes foreign text safe to show: what could hide, reorder or break text becomes visible as a
 * replacement character, and nothing is ever empty, which Slack refuses.
 */
final class TextSanitizer {

  private static final char REPLACEMENT = '\uFFFD';
  private static final String NOTHING = "–";

  /** Letters, marks and symbols that leave no ink: fillers, a joiner, the blank of Braille. */
  private static final String INVISIBLE = "\u034F\u115F\u1160\u17B4\u17B5\u2800\u3164\uFFA0";

  private TextSanitizer() {}

  /** Text of several lines. */
  static String text(String foreign) {
    StringBuilder clean = new StringBuilder(foreign.length());
    int i = 0;
    while (i < foreign.length()) {
      int point = foreign.codePointAt(i);
      i += Character.charCount(point);
      if (point == '\r' && i < foreign.length() && foreign.charAt(i) == '\n') {
        // Windows line ends are two characters of one line end. A return alone is none here, but
        // may be one to whatever runs a script, and must not be overlooked.
        continue;
      }
      clean.appendCodePoint(harmful(point) ? REPLACEMENT : point);
    }
    return clean.length() == 0 ? NOTHING : clean.toString();
  }

  /** Text of one line. */
  static String line(String foreign) {
    StringBuilder line = new StringBuilder();
    text(foreign).codePoints().map(TextSanitizer::plainSpace).forEach(line::appendCodePoint);
    String stripped = line.toString().strip();
    return stripped.isEmpty() ? NOTHING : stripped;
  }

  /** Text of one line, cut in the middle to at most {@code max} units. */
  static String line(String foreign, int max) {
    return Truncate.middle(line(ends(foreign, max)), max);
  }

  /** Text of several lines, cut at the end to at most {@code max} units. */
  static String text(String foreign, int max) {
    return Truncate.ellipsis(text(Truncate.head(foreign, margin(max))), max);
  }

  /** Of a long text what can matter to its ends: the rest need not be looked at. */
  private static String ends(String foreign, int max) {
    int from = 0;
    int to = foreign.length();
    while (from < to && blank(foreign, from)) {
      from++;
    }
    while (to > from && blank(foreign, to - 1)) {
      to--;
    }
    int margin = margin(max);
    return to - from <= 2 * margin
        ? foreign
        : foreign.substring(from, from + margin) + foreign.substring(to - margin, to);
  }

  /** Whether nothing is seen of what stands there. */
  private static boolean blank(String foreign, int at) {
    char here = foreign.charAt(at);
    boolean lineEnd = here == '\r' && at + 1 < foreign.length() && foreign.charAt(at + 1) == '\n';
    return lineEnd || (!harmful(here) && plainSpace(here) == ' ');
  }

  /** Two characters can become one, and the first or last may be half of one. */
  private static int margin(int max) {
    return 2 * max + 4;
  }

  private static int plainSpace(int point) {
    return Character.isWhitespace(point) || Character.isSpaceChar(point) ? ' ' : point;
  }

  private static boolean harmful(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL -> point != '\n' && point != '\t';
      // Bidirectional overrides and zero-width characters are of this kind.
      case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      case Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE -> true;
      default -> INVISIBLE.indexOf(point) >= 0;
    };
  }
}
