package dev.hoop.slackbot.slack.message;

import java.util.Optional;
import java.util.stream.Stream;

/** What somebody fills in, in a dialog, before their verdict counts. */
public enum DialogKind {
  REJECT("reject", "Reject"),
  WINDOW("window", "Approve for a time window…"),
  FORCE("force", "Force approve…"),
  REVOKE("revoke", "Revoke access…"),
  CUT("cut", "End session and revoke…");

  private final String word;
  private final String label;

  DialogKind(String word, String label) {
    this.word = word;
    this.label = label;
  }

  String word() {
    return word;
  }

  /** As it stands in a menu. */
  String label() {
    return label;
  }

  /** By which Slack names the dialog when it comes back. */
  public String callbackId() {
    return "review-" + word;
  }

  /** The form behind a dialog's name; empty when no dialog of this bot has it. */
  public static Optional<DialogKind> ofCallback(String callbackId) {
    return Stream.of(values()).filter(form -> form.callbackId().equals(callbackId)).findFirst();
  }

  static Optional<DialogKind> ofWord(String word) {
    return Stream.of(values()).filter(form -> form.word.equals(word)).findFirst();
  }
}
