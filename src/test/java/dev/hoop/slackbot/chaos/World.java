package dev.hoop.slackbot.chaos;

import dev.hoop.slackbot.sandbox.gateway.Cast;
import dev.hoop.slackbot.sandbox.slack.Call;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that the stand-ins saw, and nothing that the bot thinks of it.
 *
 * @param reads when the bot read a session, in order
 * @param openKeys approver keys that still open something
 * @param troubles what Slack refused, and what else was not as it must be
 */
record World(
    List<Person> people,
    List<Case> cases,
    List<Press> presses,
    List<Cast> casts,
    List<Copy> copies,
    List<Told> told,
    List<Read> reads,
    List<Call> calls,
    List<String> openKeys,
    List<String> troubles,
    List<Upset> upsets) {

  /** The bot was shown a session. */
  record Read(String session, Instant at) {}

  Optional<Person> bySlack(String slack) {
    return people.stream().filter(one -> one.slack().equals(slack)).findFirst();
  }

  Optional<Person> byEmail(String email) {
    return people.stream().filter(one -> one.linked() && one.email().equals(email)).findFirst();
  }

  List<Copy> copies(Case of, String channel) {
    return copies.stream()
        .filter(copy -> copy.review().equals(of.review()) && copy.channel().equals(channel))
        .toList();
  }

  List<Cast> counted(Case of) {
    return casts.stream()
        .filter(cast -> cast.review().equals(of.review()) && cast.counted())
        .toList();
  }
}
