/**
 * The field itself: reviews, sessions, people, verdicts and what became of a click; and, as all
 * rooms may know this one, the little that several of them need, such as the back-off. It must not
 * know the gateway's JSON, Slack's messages, SQL, threads or the clock.
 */
@NullMarked
package dev.hoop.slackbot.review;

import org.jspecify.annotations.NullMarked;
