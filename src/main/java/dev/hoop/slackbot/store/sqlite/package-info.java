/**
 * The SQLite file: the connection, transactions, migrations, the file lock, and what SQLite's
 * errors mean. It must not know the tables' meaning.
 */
@NullMarked
package dev.hoop.slackbot.store.sqlite;

import org.jspecify.annotations.NullMarked;
