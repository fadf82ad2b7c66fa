package dev.hoop.slackbot.slack;

/**
 * A dialog that is open.
 *
 * @param hash of its present state: an update with it does nothing once the dialog has changed;
 *     empty where Slack gave none
 */
record OpenView(String id, String hash) {}
