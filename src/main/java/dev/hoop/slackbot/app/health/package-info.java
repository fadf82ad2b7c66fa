/**
 * What an operator's tools read: health, readiness and metrics over HTTP. It must not know the
 * wiring.
 */
@NullMarked
package dev.hoop.slackbot.app.health;

import org.jspecify.annotations.NullMarked;
