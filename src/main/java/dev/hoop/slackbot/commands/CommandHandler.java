package dev.hoop.slackbot.commands;

import dev.hoop.slackbot.outbox.CardOutbox;
import dev.hoop.slackbot.outbox.SlackMessage;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.ClickOutcome;
import dev.hoop.slackbot.review.GatewayUnavailableException;
import dev.hoop.slackbot.review.People;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.PersonStatus;
import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.SlackUnavailableException;
import dev.hoop.slackbot.review.SlackUserId;
import dev.hoop.slackbot.review.Verdict;
import dev.hoop.slackbot.review.rules.Rules;
import dev.hoop.slackbot.sync.ReviewSource;
import dev.hoop.slackbot.sync.ReviewStore;
import dev.hoop.slackbot.sync.SlackProfiles;
import dev.hoop.slackbot.sync.SlackTeams;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what people type: {@code subscribe}, {@code pending}, {@code whoami}, and help for all
 * else.
 */
public final class CommandHandler {

  private static final Logger log = LoggerFactory.getLogger(CommandHandler.class);

  private static final Set<String> ABOUT_A_PERSON = Set.of("subscribe", "pending", "whoami");

  private final ReviewSource source;
  private final ReviewStore reviews;
  private final CardOutbox cards;
  private final Rules rules;
  private final SlackProfiles profiles;
  private final SlackTeams teams;
  private final CommandReplies replies;
  private final Clock clock;

  public CommandHandler(
      ReviewSource source,
      ReviewStore reviews,
      CardOutbox cards,
      Rules rules,
      SlackProfiles profiles,
      SlackTeams teams,
      CommandReplies replies,
      Clock clock) {
    this.source = source;
    this.reviews = reviews;
    this.cards = cards;
    this.rules = rules;
    this.profiles = profiles;
    this.teams = teams;
    this.replies = replies;
    this.clock = clock;
  }

  /**
   * A reply.
   *
   * @param personal whether it is for its author alone: it says who they are, or holds the link
   *     that would give whoever opens it this Slack account
   */
  public record Reply(SlackMessage words, boolean personal) {}

  /** Goes over the network unless help is all that is asked for. */
  public Reply answer(SlackUserId user, String saidTeam, String words) {
    String command = words.strip().toLowerCase(Locale.ROOT);
    if (!ABOUT_A_PERSON.contains(command)) {
      return new Reply(replies.help(), false);
    }
    try {
      String team = teams.teamOf(user, saidTeam);
      if (!rules.isColleague(team)) {
        return new Reply(replies.otherWorkspace(), true);
      }
      return switch (command) {
        case "subscribe" -> subscribe(user);
        case "pending" -> pending(user, team);
        default -> whoami(user, team, source.fetchPeople());
      };
    } catch (GatewayUnavailableException e) {
      log.debug("A question could not be answered: {}", e.getMessage());
      return new Reply(replies.unavailable(), false);
    } catch (SlackUnavailableException e) {
      log.debug("A question could not be answered: {}", e.getMessage());
      return new Reply(replies.profileUnavailable(), false);
    }
  }

  private Reply subscribe(SlackUserId user) throws GatewayUnavailableException {
    List<Person> linked = source.fetchPeople().linkedTo(user);
    return linked.size() == 1 && linked.get(0).status() == PersonStatus.ACTIVE
        ? new Reply(replies.alreadyLinked(linked.get(0)), true)
        : new Reply(replies.subscribeLink(user), true);
  }

  private Reply whoami(SlackUserId user, String team, People people)
      throws SlackUnavailableException {
    String email = people.linkedTo(user).size() == 1 ? email(user) : null;
    return whoami(user, people, rules.standing(user, team, people, email));
  }

  private Reply whoami(SlackUserId user, People people, ClickOutcome standing) {
    List<Person> linked = people.linkedTo(user);
    return new Reply(replies.whoami(user, linked, standing), true);
  }

  private Reply pending(SlackUserId user, String team)
      throws GatewayUnavailableException, SlackUnavailableException {
    People people = source.fetchPeople();
    if (people.linkedTo(user).size() != 1) {
      return whoami(user, team, people);
    }
    String email = email(user);
    ClickOutcome standing = rules.standing(user, team, people, email);
    if (!(standing instanceof ClickOutcome.Allowed)) {
      return whoami(user, people, standing);
    }
    List<ReviewSnapshot> mine =
        reviews.waiting().stream()
            .filter(snapshot -> waitsOn(user, team, people, email, snapshot))
            .toList();
    return new Reply(replies.pending(mine, cards.backlogs(), clock.instant()), false);
  }

  private @Nullable String email(SlackUserId user) throws SlackUnavailableException {
    return rules.needsSlackEmail() ? profiles.fetchEmail(user).orElse(null) : null;
  }

  private boolean waitsOn(
      SlackUserId user,
      String team,
      People people,
      @Nullable String email,
      ReviewSnapshot snapshot) {
    return snapshot.session().review().groups().stream()
        .map(ReviewGroup::name)
        .map(
            group ->
                rules.rule(
                    click(user, team, snapshot, group),
                    people,
                    email,
                    snapshot.session(),
                    snapshot.decisions()))
        .anyMatch(ClickOutcome.Allowed.class::isInstance);
  }

  private Click click(SlackUserId user, String team, ReviewSnapshot snapshot, String group) {
    return new Click(
        "pending",
        user,
        team,
        null,
        null,
        snapshot.reviewId(),
        group,
        Verdict.approve(),
        null,
        clock.instant());
  }
}
