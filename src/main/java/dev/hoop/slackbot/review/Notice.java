package dev.hoop.slackbot.review;

/** An outcome the requester is told of, once each. */
public enum Notice {
  APPROVED,
  REJECTED,
  REVOKED
}
