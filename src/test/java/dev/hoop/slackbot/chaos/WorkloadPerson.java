package dev.hoop.slackbot.chaos;

import java.util.List;

/**
 * Somebody of the company; {@code email} is empty for who has no Hoop user linked to their Slack.
 */
record WorkloadPerson(
    String slack, String name, String email, boolean active, List<String> groups) {

  boolean linked() {
    return !email.isEmpty();
  }
}
