package dev.hoop.slackbot.chaos;

/**
 * What somebody alone was told.
 *
 * @param session the session whose outcome it tells, empty for everything else
 * @param address the address of the click it answers, empty where that is not known
 * @param at in {@link System#nanoTime} terms
 */
record ReceivedMessage(String user, String session, String address, String words, long at) {}
