/**
 * What must survive a restart, in one SQLite file: announcements, clicks, messages owed, approver
 * keys and the audit log. It must not know what any of it means.
 */
@NullMarked
package dev.hoop.slackbot.store;

import org.jspecify.annotations.NullMarked;
