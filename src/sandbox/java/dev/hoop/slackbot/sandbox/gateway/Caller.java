package dev.hoop.slackbot.sandbox.gateway;

import java.util.List;

/** The owner of a credential. */
record Caller(
    Kind kind, String id, String name, String email, String slackId, List<String> groups) {
  static final String ADMIN_GROUP = "admin";

  enum Kind {
    USER,
    API_KEY,
    LEGACY_KEY
  }

  boolean admin() {
    return groups.contains(ADMIN_GROUP);
  }
}
