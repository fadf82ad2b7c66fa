package dev.hoop.slackbot.review;

/** The checks that compact constructors share. */
final class Require {
  private Require() {}

  static void text(String value, String name) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(name + " must not be blank");
    }
  }
}
