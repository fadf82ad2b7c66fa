package dev.hoop.slackbot.chaos;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What people, Slack and the gateway saw of one run, and nothing of what the bot says of itself.
 *
 * @param complaints what the strict stand-ins found wrong
 * @param keysActive approver keys that open something in the end
 * @param extensions approvals the gateway got for what was approved
 * @param cardsTwice how many cards the deaths of the bot, and answers that Slack lost after it had
 *     done as asked, can explain twice
 * @param noticesTwice the same of notices
 */
record Account(
    List<ReviewStory> reviews,
    List<Press> presses,
    Map<String, Integer> answers,
    List<String> complaints,
    Set<String> keysActive,
    int extensions,
    int cardsTwice,
    int noticesTwice) {

  /**
   * One review.
   *
   * @param groups whom it asks
   * @param channels where it belongs
   * @param status in the gateway, in the end
   * @param raced whether somebody also decided it in the web page
   * @param cards its copies in the channels
   * @param told what its requester was told of it, first words first
   */
  record ReviewStory(
      String id,
      String requester,
      Set<String> groups,
      Set<String> channels,
      String status,
      boolean raced,
      List<Copy> cards,
      List<String> told,
      List<Vote> votes) {}

  /** One copy of a card: what it says in the end, and whether anybody ever pressed it. */
  record Copy(String channel, String headline, boolean pressed) {}

  /** One verdict that reached the gateway by a key, and its answer; 0 when that was lost. */
  record Vote(String by, String asked, int status) {}

  /**
   * One press of a button, or a dialog sent off.
   *
   * @param asked the status it wants
   * @param allowed whether the rules let them, as long as the review waits
   * @param taken whether the bot acknowledged it, which is its promise
   */
  record Press(
      String by, String review, String group, String asked, boolean allowed, boolean taken) {}
}
