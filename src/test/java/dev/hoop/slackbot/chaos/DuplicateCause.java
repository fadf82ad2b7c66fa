package dev.hoop.slackbot.chaos;

/**
 * Something that excuses one duplicate.
 *
 * @param content what the message was about whose answer was lost; empty otherwise
 * @param at in {@link System#nanoTime} terms
 */
record DuplicateCause(Kind kind, String content, long at) {

  enum Kind {
    /** The process was killed. */
    KILL,
    /** Slack did what was asked, and the answer did not arrive. */
    LOST,
    /** Every connection to Slack was reset, answers under way with them. */
    CUT,
    /** Slack was slow from then on: what a process asked may be done long after its end. */
    SLOW
  }
}
