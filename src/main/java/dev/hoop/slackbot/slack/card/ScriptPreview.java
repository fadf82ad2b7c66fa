package dev.hoop.slackbot.slack.card;

import dev.hoop.slackbot.review.Cut;
import dev.hoop.slackbot.review.Script;

/**
 * The first lines of a script, and how much is left out.
 *
 * @param omission empty when nothing is
 */
record ScriptPreview(String text, String omission) {

  private static final int CHARS = 2_500;
  private static final int LINES = 25;

  static ScriptPreview of(Script script) {
    String head = firstLines(Cut.head(script.head(), CHARS));
    int chars = script.chars() - head.length();
    boolean wholeKept = script.chars() <= script.head().length();
    if (wholeKept && script.head().substring(head.length()).isBlank()) {
      return new ScriptPreview(Clean.text(head), "");
    }
    int lines = script.lines() - (int) head.lines().count();
    String more = chars + " more characters";
    return new ScriptPreview(
        Clean.text(head),
        "… " + (lines > 0 ? lines + " more line" + (lines == 1 ? "" : "s") + ", " + more : more));
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
