/**
 * Makes a click a verdict: keeps it, reads the review and the people afresh, rules, submits to the
 * gateway, reads back, and settles it with the decision it became or with what its author is told.
 * It must not know cards, channels or how a credential is readied.
 */
@NullMarked
package dev.hoop.slackbot.decision;

import org.jspecify.annotations.NullMarked;
