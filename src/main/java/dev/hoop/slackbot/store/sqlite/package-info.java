/**
 * The SQLite file: the connection, transactions, migrations, the file lock, and what SQLite's
 * errors mean. It must not know what is stored.
 */
@NullMarked
package dev.hoop.slackbot.store.sqlite;

import org.jspecify.annotations.NullMarked;
