package dev.hoop.slackbot.chaos;

import dev.hoop.slackbot.sandbox.gateway.ReceivedVerdict;
import java.util.ArrayList;
import java.util.List;

/**
 * A verdict that the gateway confirmed and that is not there in the end was cast again, or its
 * author was told.
 */
final class OverwrittenVerdicts {

  private static final List<String> TOLD =
      List.of("wrote over it", "was not done", "did not settle it", "counted nothing");

  /** The whole truth where the answer was lost: by then nothing showed that it had counted. */
  private static final String NOT_COUNTED = "did not count";

  private final Observation world;
  private final List<Finding> findings = new ArrayList<>();
  private int castAgain;
  private int told;

  OverwrittenVerdicts(Observation world) {
    this.world = world;
    world.cases().forEach(this::check);
  }

  List<Finding> findings() {
    return findings;
  }

  /** How many verdicts were sent once more. */
  int castAgain() {
    return castAgain;
  }

  /** How many are gone, with their author's knowledge. */
  int told() {
    return told;
  }

  private void check(ReviewCase one) {
    List<ReceivedVerdict> own =
        world.counted(one).stream()
            .filter(cast -> !cast.onWeb() && world.byEmail(cast.by()).isPresent())
            .filter(cast -> cast.asked().equals("REJECTED") || tookEffect(cast))
            .toList();
    for (int i = 0; i < own.size(); i++) {
      ReceivedVerdict cast = own.get(i);
      boolean again = own.subList(i + 1, own.size()).stream().anyMatch(next -> same(cast, next));
      if (again) {
        castAgain++;
      } else if (!stands(one, cast)) {
        gone(one, cast);
      }
    }
  }

  private boolean tookEffect(ReceivedVerdict cast) {
    return cast.groups().containsAll(world.meant(cast));
  }

  private boolean same(ReceivedVerdict cast, ReceivedVerdict next) {
    return next.by().equals(cast.by())
        && next.asked().equals(cast.asked())
        && (cast.asked().equals("REJECTED") || world.meant(next).equals(world.meant(cast)));
  }

  /** An approval may have been taken further or cut by others; a rejection is the last word. */
  private boolean stands(ReviewCase one, ReceivedVerdict cast) {
    if (cast.asked().equals("REJECTED")) {
      return one.status().equals("REJECTED") || one.status().equals("REVOKED");
    }
    return world.meant(cast).stream().noneMatch(group -> "PENDING".equals(one.groups().get(group)));
  }

  private void gone(ReviewCase one, ReceivedVerdict cast) {
    long since = world.nanos(cast.at());
    List<String> addresses =
        world.presses().stream()
            .filter(press -> press.review().equals(cast.review()))
            .filter(press -> press.verdict().equals(cast.asked()))
            .filter(press -> author(cast, press.user()))
            .map(ButtonPress::address)
            .toList();
    boolean knows =
        world.told().stream()
            .filter(message -> message.session().isEmpty() && author(cast, message.user()))
            .filter(
                message ->
                    message.at() > since && !message.words().contains(ClickPromises.MEANWHILE))
            .anyMatch(
                message ->
                    message.words().contains(TOLD.get(0))
                        || (addresses.contains(message.address()) && saysSo(message, cast)));
    if (knows) {
      told++;
    } else {
      findings.add(
          Finding.yet(
              "the "
                  + cast.asked()
                  + " by "
                  + cast.by()
                  + " for "
                  + cast.groups()
                  + " was confirmed and is gone, and nobody said so: "
                  + one.name()));
    }
  }

  private boolean saysSo(ReceivedMessage message, ReceivedVerdict cast) {
    return TOLD.stream().anyMatch(message.words()::contains)
        || (message.words().contains(NOT_COUNTED) && world.answerLost(cast));
  }

  private boolean author(ReceivedVerdict cast, String slack) {
    return world.byEmail(cast.by()).filter(person -> person.slack().equals(slack)).isPresent();
  }
}
