package dev.hoop.slackbot.review;

/** Turns a story into text that the store keeps, and back, also that of an earlier release. */
public interface StoryCodec {

  String write(Story story);

  /** Reads what {@link #write} made. */
  Story read(String text);
}
