package dev.hoop.slackbot.gateway.keys;

import dev.hoop.slackbot.gateway.GatewayErrors;
import dev.hoop.slackbot.gateway.GatewayHttp;
import dev.hoop.slackbot.gateway.GatewayResponse;
import dev.hoop.slackbot.gateway.Wire.UserWire;
import dev.hoop.slackbot.gateway.WireMapper;
import dev.hoop.slackbot.review.ClickOutcome;
import dev.hoop.slackbot.review.ClickOutcome.NotCounted;
import dev.hoop.slackbot.review.ClickOutcome.Reason;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.Secret;
import dev.hoop.slackbot.review.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One key for each group, made by the operator; the bot has no admin right and calls no admin
 * route. Thread-safe.
 */
final class GroupKeys implements Credential {

  private static final Logger log = LoggerFactory.getLogger(GroupKeys.class);

  private final GatewayHttp http;
  private final Map<String, GroupKey> keys;
  private final CredentialHealth health;

  /**
   * The key of one group.
   *
   * @param subject the gateway's id of it
   */
  record GroupKey(Secret secret, String subject) {}

  /**
   * The keys.
   *
   * @param keys by group
   */
  GroupKeys(GatewayHttp http, Map<String, GroupKey> keys, CredentialHealth health) {
    this.http = http;
    this.keys = Map.copyOf(keys);
    this.health = health;
  }

  /**
   * What is wrong with a key for a group, each as the end of a sentence about the key.
   *
   * @param key as the gateway describes it
   */
  static List<String> faults(UserWire key, String group) {
    List<String> groups = WireMapper.nonNull(key.groups());
    String role = WireMapper.text(key.role());
    List<String> faults = new ArrayList<>();
    if (!groups.contains(group)) {
      faults.add("is not in that group");
    } else if (groups.size() > 1) {
      faults.add("is in other groups too, so one click would count for all of them");
    }
    if (role.equals("auditor")) {
      faults.add("is an auditor, which may not decide");
    }
    // The gateway's admin group can have another name, and be a review group itself.
    if (role.equals("admin") && !groups.equals(List.of(group))) {
      faults.add("is an admin, which is more than it needs");
    }
    return faults;
  }

  @Override
  public boolean covers(String group, Verdict.Kind kind) {
    return keys.containsKey(group);
  }

  @Override
  public Optional<NotCounted> check(String group) {
    GroupKey key = keys.get(group);
    if (key == null) {
      return Optional.of(noKey(group));
    }
    String name = name(group);
    try {
      GatewayResponse response = http.get("/userinfo", key.secret());
      if (GatewayErrors.saysKeyUnknown(response)) {
        return fault(name, "the gateway does not accept the key. Make a new one in Hoop");
      }
      if (!response.ok() || !response.json()) {
        return unavailable("the gateway answers " + response.status());
      }
      UserWire user = response.read(UserWire.class);
      if (!key.subject().equals(user.id())) {
        return unavailable("an answer about something else");
      }
      List<String> faults = faults(user, group);
      if (!faults.isEmpty()) {
        return fault(
            name,
            "the key "
                + String.join(", and ", faults)
                + ". Give it the group "
                + group
                + " and no other");
      }
      health.fine(name);
      return Optional.empty();
    } catch (IOException e) {
      return unavailable(GatewayErrors.kind(e));
    }
  }

  private static String name(String group) {
    return "group key " + group;
  }

  private Optional<NotCounted> fault(String name, String why) {
    health.fault(name, why);
    return Optional.of(ClickOutcome.answered(Reason.CREDENTIAL_FAULT, why, name));
  }

  private static Optional<NotCounted> unavailable(String why) {
    return Optional.of(
        ClickOutcome.because(
            Reason.GATEWAY_UNAVAILABLE, "its key could not be checked (" + why + ")"));
  }

  /** The caller has checked it beside its other reads. */
  @Override
  public CheckedLease lease(String group, Person reviewer, Verdict.Kind kind) {
    GroupKey key = keys.get(group);
    return key == null
        ? CheckedLease.faulty(noKey(group))
        : CheckedLease.ready(name(group), key.subject(), key.secret(), () -> {});
  }

  private static NotCounted noKey(String group) {
    return ClickOutcome.because(Reason.NO_CREDENTIAL, "the bot has no key for group " + group);
  }

  /** Does nothing: each key is checked before each verdict anyway. */
  @Override
  public void distrust(String group, Person reviewer) {}

  @Override
  public void sweep() {
    for (String group : keys.keySet()) {
      check(group)
          .ifPresent(why -> log.debug("The key for group {} is not confirmed: {}", group, why));
    }
  }

  @Override
  public String subject(String group, Person reviewer) {
    GroupKey key = keys.get(group);
    return key == null ? "" : key.subject();
  }
}
