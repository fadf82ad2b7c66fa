package dev.hoop.slackbot.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hoop.slackbot.sandbox.slack.EnvelopeDelivery;
import dev.hoop.slackbot.sandbox.slack.Message;
import dev.hoop.slackbot.sandbox.slack.SlackStandIn;
import dev.hoop.slackbot.sandbox.slack.View;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Presses buttons and submits dialogs, and keeps account of it; for one thread that presses. */
final class ClickDriver {

  private static final String APPROVE = "review-approved";
  private static final String REJECT = "review-rejected";

  private final SlackStandIn slack;
  private final List<Pressed> pressed = new CopyOnWriteArrayList<>();

  /** What asked for a dialog, by the address of its answers. */
  private final Map<String, Pressed> asked = new HashMap<>();

  private final List<Seen> seen = new ArrayList<>();
  private final AtomicInteger dialogs = new AtomicInteger();

  private record Seen(Message card, String group) {}

  /** A press whose ack may still come. */
  record Pressed(ButtonPress press, EnvelopeDelivery delivery) {

    /** As it stands now. */
    ButtonPress now() {
      return new ButtonPress(
          press.user(),
          press.review(),
          press.group(),
          press.verdict(),
          press.channel(),
          press.ts(),
          press.address(),
          press.at(),
          acked());
    }

    /** Whether its author was told in the dialog that it failed; then nothing may come of it. */
    boolean failed() {
      return acked() && delivery.ack().join().responseAction().equals("errors");
    }

    private boolean acked() {
      return delivery.ack().isDone() && !delivery.ack().isCompletedExceptionally();
    }
  }

  ClickDriver(SlackStandIn slack) {
    this.slack = slack;
  }

  /** All but those whose author saw at once that they failed. */
  List<ButtonPress> presses() {
    return pressed.stream().filter(one -> !one.failed()).map(Pressed::now).toList();
  }

  /** How many dialogs were asked for. */
  int dialogs() {
    return dialogs.get();
  }

  /** The groups that a card has a button for. */
  static List<String> groups(Message card) {
    List<String> groups = new ArrayList<>();
    for (JsonNode block : card.blocks()) {
      for (JsonNode element : block.path("elements")) {
        if (element.path("action_id").asText().startsWith(APPROVE)) {
          groups.add(group(block.path("block_id").asText()));
        }
      }
    }
    return groups;
  }

  private static String group(String blockId) {
    return blockId.substring(blockId.indexOf(':') + 1, blockId.lastIndexOf(':'));
  }

  void approve(WorkloadPerson by, Message card, String group) {
    // Pressed on what was on the screen, whether or not it has changed since.
    if (groups(card).contains(group)) {
      seen.add(new Seen(card, group));
      pressed.add(press(by, card, group, APPROVE, "APPROVED"));
    }
  }

  /** Presses on a screen that has not caught up. */
  void approveStale(WorkloadPerson by, SplittableRandom random) {
    if (!seen.isEmpty()) {
      Seen old = seen.get(random.nextInt(seen.size()));
      pressed.add(press(by, old.card(), old.group(), APPROVE, "APPROVED"));
    }
  }

  void askToReject(WorkloadPerson by, Message card, String group) {
    if (groups(card).contains(group)) {
      Pressed question = press(by, card, group, REJECT, "REJECTED");
      asked.put(question.press().address(), question);
      dialogs.incrementAndGet();
    }
  }

  private Pressed press(
      WorkloadPerson by, Message card, String group, String action, String verdict) {
    long at = System.nanoTime();
    EnvelopeDelivery delivery = slack.clickStale(by.slack(), card, action, blockOf(card, group));
    String address = URI.create(delivery.responseUrl()).getPath();
    JsonNode metadata = card.metadata();
    String review =
        metadata == null ? "" : metadata.path("event_payload").path("review_id").asText();
    return new Pressed(
        new ButtonPress(
            by.slack(), review, group, verdict, card.channel(), card.ts(), address, at, false),
        delivery);
  }

  private static String blockOf(Message card, String group) {
    for (JsonNode block : card.blocks()) {
      String id = block.path("block_id").asText();
      if (id.contains(":" + group + ":") && block.has("elements")) {
        return id;
      }
    }
    throw new AssertionError("no buttons for " + group + " in:\n" + card.words());
  }

  /**
   * Everybody who has a dialog open answers it.
   *
   * @param before told of each right before
   */
  void submit(String reason, Consumer<ButtonPress> before) {
    for (WorkloadPerson person : WorkloadPeople.PEOPLE) {
      for (View view : slack.openViews(person.slack())) {
        submit(person, view, reason, before);
      }
    }
  }

  private void submit(
      WorkloadPerson person, View view, String reason, Consumer<ButtonPress> before) {
    String hidden = view.definition().path("private_metadata").asText();
    asked.values().stream()
        .filter(question -> hidden.contains(question.press().address()))
        .findFirst()
        .ifPresent(
            question -> {
              before.accept(question.press());
              long at = System.nanoTime();
              EnvelopeDelivery delivery =
                  slack.submitView(
                      person.slack(), view, Map.of("reason", Map.of("reason", reason)));
              pressed.add(new Pressed(at(question.press(), at), delivery));
              // Whether or not an ack comes, nobody submits it a second time.
              slack.openViews(person.slack()).stream()
                  .filter(open -> open.id().equals(view.id()))
                  .forEach(slack::cancelView);
            });
  }

  private static ButtonPress at(ButtonPress press, long at) {
    return new ButtonPress(
        press.user(),
        press.review(),
        press.group(),
        press.verdict(),
        press.channel(),
        press.ts(),
        press.address(),
        at,
        false);
  }
}
