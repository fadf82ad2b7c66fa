package dev.hoop.slackbot.chaos;

/**
 * A promise that is not kept.
 *
 * @param mayHeal whether time can still mend it
 */
record Finding(boolean mayHeal, String words) {

  static Finding yet(String words) {
    return new Finding(true, words);
  }

  static Finding forEver(String words) {
    return new Finding(false, words);
  }
}
