package dev.hoop.slackbot.chaos;

import java.util.List;

/**
 * A card as it stands; the moments at which it was posted and changed are in {@link
 * System#nanoTime} terms.
 */
record CardCopy(
    String review, String channel, String ts, long postedAt, String words, List<Long> changes) {

  /** The first line without the sign before it. */
  String headline() {
    return words.lines().findFirst().orElse("").replaceFirst("^[^\\p{L}]+ ", "");
  }
}
