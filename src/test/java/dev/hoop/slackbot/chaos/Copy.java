package dev.hoop.slackbot.chaos;

/** A card as it stands; {@code postedAt} is in {@link System#nanoTime} terms. */
record Copy(String review, String channel, String ts, long postedAt, String words) {

  String headline() {
    return words.lines().findFirst().orElse("");
  }
}
