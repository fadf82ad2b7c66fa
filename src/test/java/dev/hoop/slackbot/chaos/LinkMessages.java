package dev.hoop.slackbot.chaos;

import java.util.ArrayList;
import java.util.List;

/** Nobody is told of a link that was there before; all of them were there from the beginning. */
final class LinkMessages {

  private static final String NEWS = "is now linked to Hoop user";

  private final List<Finding> findings = new ArrayList<>();

  LinkMessages(Observation world) {
    world.told().stream()
        .filter(told -> told.words().contains(NEWS))
        .forEach(
            told ->
                findings.add(Finding.forEver(told.user() + " was told of a link that is not new")));
  }

  List<Finding> findings() {
    return findings;
  }
}
