package dev.hoop.slackbot.slack.message;

import dev.hoop.slackbot.review.Script;
import dev.hoop.slackbot.review.Truncate;

/**
 * The first lines of a script, and how much is left out.
 *
 * @param omission empty when nothing is
 */
record ScriptPreview(String text, String omission) {

  private static final int CHARS = 2_500;
  private static final int LINES = 25;

  static ScriptPreview of(Script script) {
    String head = firstLines(Truncate.head(script.head(), CHARS));
    boolean wholeKept = script.chars() <= script.head().length();
    if (wholeKept && script.head().substring(head.length()).isBlank()) {
      return new ScriptPreview(shown(head), "");
    }
    int lines = script.lines() - (int) head.lines().count();
    int chars = script.chars() - head.length();
    return new ScriptPreview(shown(head), "… " + omission(lines, chars));
  }

  /** Without the half of a Windows line end that a cut may leave. */
  private static String shown(String head) {
    return TextSanitizer.text(head.endsWith("\r") ? head.substring(0, head.length() - 1) : head);
  }

  private static String omission(int lines, int chars) {
    return lines > 0
        ? Phrases.count(lines, "more line") + " (" + Phrases.count(chars, "character") + ")"
        : Phrases.count(chars, "more character");
  }

  private static String firstLines(String text) {
    int end = -1;
    for (int line = 0; line < LINES; line++) {
      end = text.indexOf('\n', end + 1);
      if (end < 0) {
        return text;
      }
    }
    return text.substring(0, end);
  }
}
