package dev.hoop.slackbot.bench;

import dev.hoop.slackbot.sandbox.gateway.RequestedSession;
import dev.hoop.slackbot.sandbox.slack.Message;

/** A review that waits, the connection it is about, and its card as posted. */
record WaitingCard(RequestedSession asked, String connection, Message message) {}
