package dev.hoop.slackbot.outbox;

/** An outcome the requester is told of, once each. */
public enum Notice {
  APPROVED,
  REJECTED,
  REVOKED
}
