package dev.hoop.slackbot.chaos;

import dev.hoop.slackbot.chaos.Account.Copy;
import dev.hoop.slackbot.chaos.Account.Press;
import dev.hoop.slackbot.chaos.Account.ReviewStory;
import dev.hoop.slackbot.chaos.Account.Vote;
import dev.hoop.slackbot.chaos.Storm.Case;
import dev.hoop.slackbot.chaos.Storm.Pushed;
import dev.hoop.slackbot.sandbox.Town;
import dev.hoop.slackbot.sandbox.gateway.Seen;
import dev.hoop.slackbot.sandbox.slack.Call;
import dev.hoop.slackbot.sandbox.slack.Message;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes an account of what the stand-ins saw. */
final class Bookkeeping {

  private static final String NOT_OPENED = "could not be opened in time";
  private static final String TOO_EARLY = "before Retry-After had passed";

  private final Town town;
  private final List<Case> cases;
  private final List<Pushed> pushed;
  private final Function<Case, List<Message>> copies;

  Bookkeeping(
      Town town, List<Case> cases, List<Pushed> pushed, Function<Case, List<Message>> copies) {
    this.town = town;
    this.cases = cases;
    this.pushed = List.copyOf(pushed);
    this.copies = copies;
  }

  private static boolean taken(Pushed push) {
    return push.delivery().ack().isDone() && !push.delivery().ack().isCompletedExceptionally();
  }

  Account account(int deaths) {
    List<Seen> puts = town.gateway().puts();
    Set<String> pressed =
        pushed.stream()
            .filter(Bookkeeping::taken)
            .map(push -> push.on().ts())
            .collect(Collectors.toSet());
    return new Account(
        cases.stream().map(one -> story(one, puts, pressed)).toList(),
        pushed.stream().map(Bookkeeping::press).toList(),
        answers(),
        complaints(deaths),
        activeKeys(),
        town.gateway().extensions(),
        deaths * Cast.CHANNELS.size() + lostPosts(),
        deaths * Cast.REQUESTERS.size() + lostPosts());
  }

  private ReviewStory story(Case one, List<Seen> puts, Set<String> pressed) {
    return new ReviewStory(
        one.review,
        one.requester,
        groups(one.connection),
        one.connection.equals("orders-db")
            ? Set.copyOf(Cast.CHANNELS)
            : Set.of(Cast.CHANNELS.get(0)),
        town.gateway().status(one.review),
        one.raced,
        copies.apply(one).stream()
            .map(
                card -> new Copy(card.channel(), Cards.headline(card), pressed.contains(card.ts())))
            .toList(),
        town.slack().directMessages(slackId(one.requester)).stream()
            .filter(message -> message.blocks().toString().contains("/sessions/" + one.session))
            .map(Message::text)
            .toList(),
        puts.stream()
            .filter(put -> put.path().endsWith(one.review))
            .map(put -> new Vote(put.keyName(), asked(put.body()), put.status()))
            .toList());
  }

  private static Set<String> groups(String connection) {
    return switch (connection) {
      case "billing-db" -> Set.of("dba");
      case "orders-db" -> Set.of("dba", "sre");
      default -> Set.of("sre");
    };
  }

  private static String asked(String body) {
    return body.contains("APPROVED") ? "APPROVED" : "REJECTED";
  }

  private static Press press(Pushed push) {
    return new Press(
        push.by().email(),
        push.about().review,
        push.group(),
        push.approves() ? "APPROVED" : "REJECTED",
        push.by().may(push.about().requester, push.group(), push.approves()),
        taken(push));
  }

  /** How often each person alone was told something about a press of theirs. */
  private Map<String, Integer> answers() {
    Map<String, Integer> answers = new HashMap<>();
    town.slack().responses().stream()
        .filter(answer -> !answer.words().contains(NOT_OPENED))
        .forEach(answer -> answers.merge(email(answer.user()), 1, Integer::sum));
    town.slack()
        .ephemerals()
        .forEach(answer -> answers.merge(email(answer.user()), 1, Integer::sum));
    for (Cast.Player player : Cast.REVIEWERS) {
      answers.merge(
          player.email(), town.slack().directMessages(player.slackId()).size(), Integer::sum);
    }
    return answers;
  }

  /** What Slack had asked of a process dies with it, so its successor may come too early. */
  private List<String> complaints(int deaths) {
    List<String> all = town.slack().complaints();
    List<String> early = all.stream().filter(c -> c.contains(TOO_EARLY)).toList();
    return early.size() <= 2 * deaths
        ? all.stream().filter(c -> !c.contains(TOO_EARLY)).toList()
        : all;
  }

  private Set<String> activeKeys() {
    Set<String> active = new HashSet<>();
    for (String name : town.gateway().keyNames()) {
      if (name.contains("@") && town.gateway().isActive(name)) {
        active.add(name);
      }
    }
    return active;
  }

  /** Posts that Slack made and did not answer. */
  private int lostPosts() {
    return (int)
        town.slack().calls("chat.postMessage").stream().filter(Bookkeeping::answerLost).count();
  }

  private static boolean answerLost(Call call) {
    return "dropped after".equals(call.error());
  }

  private static String email(String slackId) {
    return Cast.bySlackId(slackId).email();
  }

  private static String slackId(String email) {
    return Cast.REQUESTERS.stream()
        .filter(player -> player.email().equals(email))
        .map(Cast.Player::slackId)
        .findFirst()
        .orElseThrow();
  }
}
