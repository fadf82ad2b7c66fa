/**
 * The credentials that verdicts are submitted with: approver keys, group keys and the legacy key.
 * It must not know who may decide.
 */
@NullMarked
package dev.hoop.slackbot.gateway.keys;

import org.jspecify.annotations.NullMarked;
