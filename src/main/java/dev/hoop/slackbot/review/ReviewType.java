package dev.hoop.slackbot.review;

/** What a review is about: one script, or access for a while. */
public enum ReviewType {
  /** One script, run once after approval ({@code hoop exec}). */
  ONETIME("onetime"),
  /** Just-in-time access for a duration ({@code hoop connect}). */
  JIT("jit");

  private final String word;

  ReviewType(String word) {
    this.word = word;
  }

  /** The gateway's word, which is also the event type of a card's metadata. */
  public String word() {
    return word;
  }

  /**
   * Reads the wire's word; anything but {@code jit} is treated as the stricter {@link #ONETIME}.
   */
  public static ReviewType of(String word) {
    return word.equalsIgnoreCase(JIT.word) ? JIT : ONETIME;
  }
}
