package dev.hoop.slackbot.review;

/**
 * The beginning of a script and how long all of it is; a script can be hundreds of kilobytes, of
 * which a card shows a few lines.
 *
 * @param head the first {@link #KEPT} characters at most
 * @param chars the whole script's length in UTF-16 units
 * @param lines the whole script's number of lines; 0 when it is empty
 */
public record Script(String head, int chars, int lines) {

  /** How many characters are kept: more than any card shows. */
  public static final int KEPT = 4_000;

  public static final Script NONE = new Script("", 0, 0);

  /** Nothing is known of it, nor of what else a single read alone tells. */
  public static final Script UNREAD = new Script("", -1, 0);

  /** Keeps the head of a whole script, never half of a surrogate pair. */
  public static Script of(String whole) {
    if (whole.isEmpty()) {
      return NONE;
    }
    int lines = (int) whole.lines().count();
    return new Script(Truncate.head(whole, KEPT), whole.length(), lines);
  }
}
