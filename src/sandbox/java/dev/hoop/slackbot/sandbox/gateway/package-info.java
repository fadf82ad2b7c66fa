/**
 * A strict stand-in for the Hoop gateway on loopback: its REST API with its checks, its literal
 * messages and its known defects, and methods that act as a user. It must not know the bot, which
 * reaches it over HTTP only.
 */
@NullMarked
package dev.hoop.slackbot.sandbox.gateway;

import org.jspecify.annotations.NullMarked;
