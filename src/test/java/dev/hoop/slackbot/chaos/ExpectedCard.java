package dev.hoop.slackbot.chaos;

import dev.hoop.slackbot.sandbox.gateway.ReceivedVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a card must say, worked out from the gateway alone. */
final class ExpectedCard {

  private static final String CUT = "Access ended and session cut";

  private final Observation world;
  private final ReviewCase about;

  ExpectedCard(Observation world, ReviewCase about) {
    this.world = world;
    this.about = about;
  }

  /** Whether access was open before it was rejected; who did not see it open cannot say so. */
  boolean cut() {
    return about.jit()
        && about.status().equals("REJECTED")
        && world.counted(about).stream().anyMatch(cast -> cast.after().equals("APPROVED"));
  }

  private String headline() {
    return switch (about.status()) {
      case "PENDING" -> waiting() + (about.sessionOver() ? " (requester gone)" : "");
      case "APPROVED" -> about.jit() ? "Approved, access open" : "Approved, ready to run";
      case "PROCESSING" -> "Approved, running";
      case "EXECUTED" ->
          Integer.valueOf(0).equals(about.exitCode())
              ? "Executed, exit code 0"
              : "Failed, exit code " + about.exitCode();
      case "REJECTED" -> withdrawn() ? "Withdrawn" : "Rejected";
      case "REVOKED" -> "Access revoked";
      default -> "In a state this bot does not know";
    };
  }

  private String waiting() {
    long approvals =
        about.groups().values().stream().filter(status -> status.equals("APPROVED")).count();
    return approvals == 0
        ? "Waiting for approval"
        : "Waiting, " + approvals + " of " + about.groups().size() + " approvals";
  }

  private boolean withdrawn() {
    return about.groups().entrySet().stream()
        .filter(group -> group.getValue().equals("REJECTED"))
        .anyMatch(group -> about.requester().equals(about.deciders().get(group.getKey())));
  }

  /** What a direct message about the outcome begins with; empty while there is none. */
  String outcome() {
    if (about.approved()) {
      return "Approved";
    }
    return switch (about.status()) {
      case "REJECTED" -> withdrawn() ? "Withdrawn" : "Rejected";
      case "REVOKED" -> "Revoked";
      default -> "";
    };
  }

  /** The outcome that a direct message tells, as {@link #outcome} names it. */
  String outcomeIn(String words) {
    String told = words.replaceFirst("^:[a-z_]+: ", "");
    return told.startsWith(CUT) && cut() ? outcome() : told.split("\\W", 2)[0];
  }

  /** How often an outcome became due: once, unless somebody wrote over it in between. */
  long turns(String outcome) {
    return world.overwritten(about) ? cameTo(outcome) : 1;
  }

  /** How often a verdict led to it. */
  long cameTo(String outcome) {
    String status =
        switch (outcome) {
          case "Approved" -> "APPROVED";
          // Access that was cut, and the cut written over since.
          case "Rejected", "Withdrawn", "Access" -> "REJECTED";
          default -> "REVOKED";
        };
    return world.counted(about).stream().filter(cast -> cast.after().equals(status)).count();
  }

  /**
   * Whether the requester's key rejected for a group that the requester did not click: nobody
   * withdrew for that group, though the gateway names its requester.
   */
  boolean rejectedUnasked() {
    return world.counted(about).stream()
        .filter(cast -> cast.asked().equals("REJECTED") && cast.by().equals(about.requester()))
        .anyMatch(cast -> cast.groups().stream().anyMatch(group -> unasked(cast, group)));
  }

  /** What the card says that is not so; empty for a true card. */
  List<String> lies(CardCopy copy) {
    List<String> lies = lies(copy, headline(), "rejected");
    if (!lies.isEmpty() && withdrawn() && rejectedUnasked()) {
      lies = lies(copy, "Rejected", "rejected");
    }
    return !lies.isEmpty() && cut() ? lies(copy, CUT, "ended and cut") : lies;
  }

  private List<String> lies(CardCopy copy, String headline, String rejected) {
    List<String> lies = new ArrayList<>();
    if (!copy.headline().equals(headline)) {
      lies.add("\"" + copy.headline() + "\" instead of \"" + headline + "\"");
    }
    for (Map.Entry<String, String> group : about.groups().entrySet()) {
      List<String> lines =
          deciders(group.getKey()).stream()
              .map(by -> line(group.getKey(), group.getValue(), rejected, by))
              .toList();
      if (copy.words().lines().noneMatch(one -> lines.stream().anyMatch(one::contains))) {
        lies.add("no line \"" + lines.get(0) + "\"");
      }
    }
    return lies;
  }

  private String line(String group, String status, String rejected, String by) {
    return switch (status) {
      case "PENDING" -> group + ": not decided";
      case "APPROVED" -> group + ": approved by " + by;
      case "REJECTED" -> group + ": " + rejected + " by " + by;
      default -> group + ": revoked by " + by;
    };
  }

  /**
   * Whom the gateway has. Where a key marked the group unasked, also whoever decided for it before,
   * and the name of that key as it is.
   */
  private List<String> deciders(String group) {
    List<String> emails = new ArrayList<>(List.of(about.deciders().getOrDefault(group, "")));
    List<ReceivedVerdict> of =
        world.counted(about).stream().filter(cast -> cast.groups().contains(group)).toList();
    boolean unasked = !of.isEmpty() && unasked(of.get(of.size() - 1), group);
    if (unasked) {
      of.stream()
          .filter(cast -> !unasked(cast, group))
          .map(ReceivedVerdict::by)
          .forEach(emails::add);
    }
    List<String> names = new ArrayList<>();
    emails.forEach(email -> names.add(world.byEmail(email).map(WorkloadPerson::name).orElse("")));
    // The dots of an address are drawn so that no link comes of them.
    if (unasked) {
      names.add(emails.get(0).split("\\.", 2)[0]);
    }
    return names;
  }

  private boolean unasked(ReceivedVerdict cast, String group) {
    return !cast.onWeb() && !world.meant(cast).contains(group);
  }
}
