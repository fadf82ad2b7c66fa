package dev.hoop.slackbot.review;

import java.util.List;

/**
 * A review as it was last written down.
 *
 * @param shown the stage's name at that time
 * @param looks how many single reads in a row found nothing new
 */
public record Remembered(Story story, String shown, int looks, List<ChannelId> channels) {

  public Remembered {
    channels = List.copyOf(channels);
  }

  /** The same review, as it was seen since. */
  public Remembered seen(Session now) {
    return new Remembered(story.showing(now), shown, looks, channels);
  }

  /** The same once another verdict has counted. */
  public Remembered with(Decision decision) {
    return new Remembered(story.with(decision), shown, looks, channels);
  }
}
