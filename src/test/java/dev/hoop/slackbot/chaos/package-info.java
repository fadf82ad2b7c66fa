/** The endurance test: the bot under fire, and an independent oracle of its promises. */
@NullMarked
package dev.hoop.slackbot.chaos;

import org.jspecify.annotations.NullMarked;
