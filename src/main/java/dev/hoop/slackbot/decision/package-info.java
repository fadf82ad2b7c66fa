/**
 * Makes a click a verdict: stores it, reads the review and the people afresh, rules, submits to the
 * gateway, reads back, and settles it with the decision it became or with what its author is told.
 * It must not know how messages are laid out, nor how a credential is prepared.
 */
@NullMarked
package dev.hoop.slackbot.decision;

import org.jspecify.annotations.NullMarked;
