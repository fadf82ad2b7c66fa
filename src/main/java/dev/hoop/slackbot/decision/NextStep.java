package dev.hoop.slackbot.decision;

/** What is left to be done once a step of a click, or of a review's verdicts, is over. */
enum NextStep {
  NOTHING,
  /** The same step, once more: what must be asked first cannot be asked now. */
  AGAIN,
  /** {@link ClickHandler#findOut}: a verdict was sent, and nobody knows what became of it. */
  FIND_OUT,
  /** {@link VerdictVerifier#verify}, in a while: somebody may still write over the verdict. */
  VERIFY,
  /** The same, with all looks from the first on: a verdict was cast again just now. */
  VERIFY_ANEW
}
