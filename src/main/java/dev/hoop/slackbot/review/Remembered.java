package dev.hoop.slackbot.review;

/**
 * A review as it was last written down.
 *
 * @param shown the stage's name at that time
 * @param looks how many single reads in a row found nothing new
 */
public record Remembered(Story story, String shown, int looks) {

  /** The same review, as it was seen since. */
  public Remembered seen(Session now) {
    return new Remembered(story.showing(now), shown, looks);
  }

  /** The same once another verdict has counted. */
  public Remembered with(Decision decision) {
    return new Remembered(story.with(decision), shown, looks);
  }
}
