/**
 * What must survive a restart, in one SQLite file: reviews, cards, clicks, messages, account links,
 * channel names and approver keys. It must not know the gateway or Slack.
 */
@NullMarked
package dev.hoop.slackbot.store;

import org.jspecify.annotations.NullMarked;
