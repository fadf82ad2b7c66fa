/** The endurance test: the bot under fire, and an independent checker of its promises. */
@NullMarked
package dev.hoop.slackbot.chaos;

import org.jspecify.annotations.NullMarked;
