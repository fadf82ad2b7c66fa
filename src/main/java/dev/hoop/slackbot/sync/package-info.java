/**
 * Makes what is stored agree with the gateway: polls, reads, compares, and plans what each review's
 * cards and messages must say. It must not know clicks, nor how Slack, the gateway or the store
 * work inside.
 */
@NullMarked
package dev.hoop.slackbot.sync;

import org.jspecify.annotations.NullMarked;
