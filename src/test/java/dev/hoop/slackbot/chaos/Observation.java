package dev.hoop.slackbot.chaos;

import dev.hoop.slackbot.sandbox.gateway.KeyChange;
import dev.hoop.slackbot.sandbox.gateway.ReceivedVerdict;
import dev.hoop.slackbot.sandbox.slack.ApiCall;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * All that the stand-ins saw, and nothing that the bot thinks of it.
 *
 * @param reads when the bot read a session, in order
 * @param openKeys approver keys that still open something
 * @param zero the moment at which {@link System#nanoTime} was zero
 * @param calm since when all goes well, in its terms
 * @param complaints what Slack refused, and what else was not as it must be
 */
record Observation(
    List<WorkloadPerson> people,
    List<ReviewCase> cases,
    List<ButtonPress> presses,
    List<ReceivedVerdict> casts,
    List<CardCopy> copies,
    List<ReceivedMessage> told,
    List<Read> reads,
    List<ApiCall> calls,
    List<String> openKeys,
    List<String> complaints,
    List<DuplicateCause> causes,
    List<KeyChange> keyChanges,
    List<Alarm> alarms,
    List<Lost> lost,
    Instant zero,
    long calm) {

  /** How long an answer takes to be written down, and a killed process to be dead. */
  private static final long KEPT_WITHIN = TimeUnit.MILLISECONDS.toNanos(500);

  /** The bot was shown a session. */
  record Read(String session, Instant at) {}

  /** What the audit log and the printed log say of groups that were marked unasked. */
  record Alarm(String review, String words, boolean printed) {}

  /**
   * A verdict on a review whose answer did not arrive.
   *
   * @param arrived when the gateway received it
   * @param at when it was done with it
   */
  record Lost(String review, Instant arrived, Instant at) {}

  /** In {@link System#nanoTime} terms. */
  long nanos(Instant at) {
    return Duration.between(zero, at).toNanos();
  }

  /** What the bot last gave the key that a verdict was sent with. */
  Optional<KeyChange> assigned(ReceivedVerdict cast) {
    return changes(cast).filter(change -> !change.byHand()).reduce((one, other) -> other);
  }

  /** Whether somebody changed the key between the bot's last look at it and the verdict. */
  boolean drifted(ReceivedVerdict cast) {
    return changes(cast).reduce((one, other) -> other).filter(KeyChange::byHand).isPresent();
  }

  private Stream<KeyChange> changes(ReceivedVerdict cast) {
    return keyChanges.stream()
        .filter(change -> change.key().equals(cast.by()) && !change.at().isAfter(cast.at()));
  }

  /** The groups that a verdict of the bot was meant for. */
  List<String> meant(ReceivedVerdict cast) {
    return drifted(cast) ? assigned(cast).map(KeyChange::groups).orElse(List.of()) : cast.groups();
  }

  /**
   * Whether the answer to a verdict did not arrive, or its process died with it, so that nobody
   * knew that it had counted.
   */
  boolean answerLost(ReceivedVerdict cast) {
    return lost.stream()
            .filter(one -> one.review().equals(cast.review()))
            .anyMatch(one -> !cast.at().isBefore(one.arrived()) && !cast.at().isAfter(one.at()))
        || causes.stream()
            .filter(cause -> cause.kind() == DuplicateCause.Kind.KILL)
            .anyMatch(kill -> Math.abs(kill.at() - nanos(cast.at())) < KEPT_WITHIN);
  }

  /** Whether somebody wrote over what there was between two verdicts on one review. */
  boolean overwritten(ReceivedVerdict first, ReceivedVerdict second) {
    return casts.subList(casts.indexOf(first), casts.indexOf(second)).stream()
        .anyMatch(cast -> cast.overwrites() && cast.review().equals(first.review()));
  }

  boolean overwritten(ReviewCase of) {
    return casts.stream().anyMatch(cast -> cast.overwrites() && cast.review().equals(of.review()));
  }

  Optional<WorkloadPerson> bySlack(String slack) {
    return people.stream().filter(one -> one.slack().equals(slack)).findFirst();
  }

  Optional<WorkloadPerson> byEmail(String email) {
    return people.stream().filter(one -> one.linked() && one.email().equals(email)).findFirst();
  }

  List<CardCopy> copies(ReviewCase of, String channel) {
    return copies.stream()
        .filter(copy -> copy.review().equals(of.review()) && copy.channel().equals(channel))
        .toList();
  }

  List<ReceivedVerdict> counted(ReviewCase of) {
    return casts.stream()
        .filter(cast -> cast.review().equals(of.review()) && cast.counted())
        .toList();
  }
}
