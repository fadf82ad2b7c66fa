/**
 * Keeps every card true: it polls the gateway, compares with what was last seen, writes down what
 * must be said, and delivers that to Slack in a fair order. It must not know who may decide, nor
 * how Slack, the gateway or the store work inside.
 */
@NullMarked
package dev.hoop.slackbot.announce;

import org.jspecify.annotations.NullMarked;
