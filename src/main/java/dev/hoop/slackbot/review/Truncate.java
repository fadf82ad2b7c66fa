package dev.hoop.slackbot.review;

/** Cuts text to a length without leaving half a character behind. */
public final class Truncate {
  private Truncate() {}

  /**
   * At most the first {@code max} UTF-16 units, one less where that would split a surrogate pair.
   */
  public static String head(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int end = max > 0 && Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
    return text.substring(0, end);
  }

  /** At most {@code max} units, with an ellipsis as the last where something was left out. */
  public static String ellipsis(String text, int max) {
    return text.length() <= max ? text : head(text, max - 1) + "…";
  }

  /**
   * At most {@code max} units with the middle left out, so that names that differ at the end still
   * differ.
   */
  public static String middle(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int tail = (max - 1) / 2;
    int from = text.length() - tail;
    if (Character.isLowSurrogate(text.charAt(from))) {
      from++;
    }
    return head(text, max - 1 - tail) + "…" + text.substring(from);
  }
}
