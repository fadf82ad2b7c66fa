/**
 * The Hoop gateway over REST: the wire records, their mapping into the field, the meaning of its
 * errors, and the credential each verdict is made with. It must not know Slack or the store's
 * engine.
 */
@NullMarked
package dev.hoop.slackbot.gateway;

import org.jspecify.annotations.NullMarked;
