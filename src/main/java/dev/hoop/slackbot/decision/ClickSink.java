package dev.hoop.slackbot.decision;

import dev.hoop.slackbot.review.Click;

/** Where clicks are handed in by whoever hears them. */
public interface ClickSink {

  /**
   * Takes a click over for good: on return it is on disk, and from then on it is carried out or the
   * person is told. Throws when it could not be kept, in which case Slack must not be told that it
   * arrived.
   */
  void take(Click click);
}
