/**
 * The field itself: reviews, sessions, people, verdicts and what became of a click. It must not
 * know the gateway's JSON, Slack's messages, SQL, threads or the clock.
 */
@NullMarked
package dev.hoop.slackbot.review;

import org.jspecify.annotations.NullMarked;
