/**
 * The append-only audit log: its hash chain, its verification, and the removal of old rows. It must
 * not know the other tables.
 */
@NullMarked
package dev.hoop.slackbot.store.audit;

import org.jspecify.annotations.NullMarked;
