package dev.hoop.slackbot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hoop.slackbot.decision.AuditRow;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.sandbox.TestEnvironment;
import dev.hoop.slackbot.sandbox.gateway.ReceivedRequest;
import dev.hoop.slackbot.sandbox.gateway.RequestedSession;
import dev.hoop.slackbot.sandbox.slack.EnvelopeDelivery;
import dev.hoop.slackbot.sandbox.slack.Message;
import dev.hoop.slackbot.sandbox.slack.ReceivedAck;
import dev.hoop.slackbot.sandbox.slack.View;
import dev.hoop.slackbot.store.audit.AuditTrail;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What people do with cards, and what that leaves in the stand-ins and the audit log. */
final class CardActions {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final TestEnvironment env;

  CardActions(TestEnvironment env) {
    this.env = env;
  }

  /** Lets the bot decide with a key for each of these groups, and read with an auditor's. */
  void giveGroupKeys(String... groups) {
    env.environment().put("HOOP_API_KEY", env.gateway().createKey("reader", "auditor"));
    env.environment()
        .put(
            "HOOP_GROUP_API_KEYS",
            Stream.of(groups)
                .map(group -> group + "=" + env.gateway().createKey("bot-" + group, group))
                .collect(Collectors.joining(",")));
  }

  /** Lets the bot read the e-mails of Slack's profiles. */
  void grantEmailScopes() {
    Set<String> scopes = new LinkedHashSet<>(env.slack().scopes());
    scopes.add("users:read");
    scopes.add("users:read.email");
    env.slack().grantScopes(scopes);
  }

  /** The card of a request that nobody has decided. */
  Message waiting(RequestedSession asked) {
    return env.card(asked.review(), "Waiting for approval");
  }

  EnvelopeDelivery approve(String user, Message card, String group) {
    return env.slack().click(user, card, "review-approved", block(card, group));
  }

  /** Approves on a screen that had not caught up. */
  EnvelopeDelivery approveStale(String user, Message seen, String group) {
    return env.slack().clickStale(user, seen, "review-approved", block(seen, group));
  }

  void reject(String user, Message card, String group, String reason) {
    submit(user, rejectDialog(user, card, group), Map.of("reason", Map.of("reason", reason)));
  }

  View rejectDialog(String user, Message card, String group) {
    env.slack().click(user, card, "review-rejected", block(card, group));
    return dialogOf(user);
  }

  /** Chooses in the card's menu. */
  View choose(String user, Message card, String label) {
    var unused = chooseOnly(user, card, label);
    return dialogOf(user);
  }

  /** The same without waiting for a dialog. */
  EnvelopeDelivery chooseOnly(String user, Message card, String label) {
    return env.slack().clickOption(user, card, "review-more", value(options(card.blocks()), label));
  }

  /** Submits the dialog for an approval within hours of the day, in UTC. */
  void submitWindow(String user, View dialog, String group, String start, String end) {
    submit(
        user,
        dialog,
        Map.of(
            "group",
            Map.of("group", value(options(dialog.definition()), group)),
            "window-start",
            Map.of("window-start", start),
            "window-end",
            Map.of("window-end", end)));
  }

  /** Chooses the start of the window, which the bot hears of before the dialog is submitted. */
  EnvelopeDelivery changeWindowStart(String user, View dialog, String start) {
    return env.slack().changeInput(user, dialog, "window-start", start);
  }

  /** Chooses the end of the window, which the bot hears of before the dialog is submitted. */
  EnvelopeDelivery changeWindowEnd(String user, View dialog, String end) {
    return env.slack().changeInput(user, dialog, "window-end", end);
  }

  /** Submits a dialog that asks for nothing but a group. */
  void submitFor(String user, View dialog, String label) {
    submit(
        user, dialog, Map.of("group", Map.of("group", value(options(dialog.definition()), label))));
  }

  void submit(String user, View dialog) {
    submit(user, dialog, Map.of());
  }

  ReceivedAck submit(String user, View dialog, Map<String, Map<String, String>> values) {
    return env.slack().submitView(user, dialog, values).acked();
  }

  View dialogOf(String user) {
    return env.eventually(
        "a dialog of " + user, () -> env.slack().openViews(user).stream().findFirst());
  }

  /** What the card's menu offers. */
  static List<String> menu(Message card) {
    return options(card.blocks()).stream().map(CardActions::label).toList();
  }

  /** Everything somebody alone was told. */
  List<String> toldAlone(String user) {
    return Stream.concat(
            env.slack().responses().stream().filter(r -> r.user().equals(user)).map(r -> r.words()),
            env.slack().ephemerals().stream()
                .filter(e -> e.user().equals(user))
                .map(e -> e.words()))
        .toList();
  }

  /**
   * The card has said and offered the same ever since. It may have been drawn more than once:
   * whoever clicks before the post was written down makes the bot doubt what the card shows.
   */
  void saysTheSame(Message card) {
    Message now = env.slack().current(card);
    assertThat(now.versions())
        .as("versions of the card")
        .extracting(version -> withoutMention(version.words()))
        .containsOnly(withoutMention(card.words()));
    assertThat(now.actionIds()).as("what the card offers").isEqualTo(card.actionIds());
  }

  /** Only a first post mentions the requester. */
  private static String withoutMention(String words) {
    return words.replaceAll(" by <@[A-Z0-9]+>", "");
  }

  /** The verdicts the gateway got: with which key, what was asked, and the HTTP status. */
  List<String> puts() {
    return env.gateway().puts().stream().map(CardActions::put).toList();
  }

  /** Waits until an approver key is revoked, which goes on beside the closing of the card. */
  void atRest(String key) {
    env.eventually(
        "the key " + key + " revoked at rest",
        () -> Optional.of(key).filter(name -> !env.gateway().isActive(name)));
  }

  private static String put(ReceivedRequest put) {
    try {
      String asked = JSON.readTree(put.body()).path("status").asText();
      return put.keyName() + " " + asked + " " + put.status();
    } catch (JsonProcessingException e) {
      throw new AssertionError("The gateway got a body that is no JSON: " + put.body(), e);
    }
  }

  /** What the audit log says of a review, oldest first. */
  List<String> audit(String review) {
    List<String> rows = new ArrayList<>();
    try (AuditTrail trail =
        AuditTrail.open(Objects.requireNonNull(env.environment().get("HOOP_SLACK_DB")))) {
      trail.read(
          new AuditTrail.Filter(Instant.EPOCH, new ReviewId(review), null),
          line -> rows.add(said(line.row())));
    }
    return rows;
  }

  private static String said(AuditRow row) {
    String with = row.credential().isEmpty() ? "" : " with " + row.credential();
    return String.format(
        "%s %s %s %s%s: %s",
        row.step(),
        row.email().isEmpty() ? row.slackUser() : row.email(),
        row.verdict(),
        row.group(),
        with,
        row.outcome());
  }

  /** The id of the block with a group's buttons. */
  static String block(Message card, String group) {
    return StreamSupport.stream(card.blocks().spliterator(), false)
        .map(block -> block.path("block_id").asText())
        .filter(id -> id.contains(":" + group + ":"))
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    "The card shows no buttons for " + group + ":\n" + card.words()));
  }

  private static List<JsonNode> options(JsonNode blocks) {
    return blocks.findValues("options").stream()
        .flatMap(options -> StreamSupport.stream(options.spliterator(), false))
        .toList();
  }

  private static String label(JsonNode option) {
    return option.path("text").path("text").asText();
  }

  private static String value(List<JsonNode> options, String label) {
    return options.stream()
        .filter(option -> label(option).equals(label))
        .map(option -> option.path("value").asText())
        .findFirst()
        .orElseThrow(() -> new AssertionError("“" + label + "” is not offered, only " + options));
  }
}
