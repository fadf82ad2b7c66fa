package dev.hoop.slackbot.outbox;

/** Whom a card mentions. Slack pings whoever a new message mentions; an edit pings nobody. */
public enum Mentions {
  /** A first post: the requester learns where their request waits. */
  REQUESTER,
  /** Another post about the same review, in another channel or after a lost answer. */
  NOBODY,
  /** An update. */
  DECIDERS
}
