/**
 * Delivers to Slack what must be shown or told: durable, at Slack's pace, in a fair order, always
 * the latest state. It must not know why something must be said, nor how Slack or the store work
 * inside.
 */
@NullMarked
package dev.hoop.slackbot.outbox;

import org.jspecify.annotations.NullMarked;
