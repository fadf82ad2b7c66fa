/**
 * The Hoop gateway over REST: its JSON, the mapping into the field, the meaning of its errors, and
 * its clock. It must not know Slack or the store.
 */
@NullMarked
package dev.hoop.slackbot.gateway;

import org.jspecify.annotations.NullMarked;
