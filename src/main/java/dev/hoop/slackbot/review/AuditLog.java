package dev.hoop.slackbot.review;

/** The append-only record of everything decided or refused. */
public interface AuditLog {

  /** Adds one row and returns once it is on disk. */
  void append(AuditRow row);
}
