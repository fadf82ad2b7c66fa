package dev.hoop.slackbot.store;

import dev.hoop.slackbot.review.ReviewSnapshot;

/** Turns a story into text that the store keeps, and back, also that of an earlier release. */
public interface StoryCodec {

  String write(ReviewSnapshot story);

  /** Reads what {@link #write} made. */
  ReviewSnapshot read(String text);
}
