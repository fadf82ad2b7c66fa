package dev.hoop.slackbot.slack;

import dev.hoop.slackbot.review.AnnouncementLog;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.GatewayUnavailableException;
import dev.hoop.slackbot.review.People;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.PersonStatus;
import dev.hoop.slackbot.review.Rendered;
import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.ReviewSource;
import dev.hoop.slackbot.review.Rules;
import dev.hoop.slackbot.review.Ruling;
import dev.hoop.slackbot.review.SlackProfiles;
import dev.hoop.slackbot.review.SlackUserId;
import dev.hoop.slackbot.review.Story;
import dev.hoop.slackbot.review.Verdict;
import dev.hoop.slackbot.slack.card.ConversationText;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what people type: {@code subscribe}, {@code pending}, {@code whoami}, and help for all
 * else.
 */
public final class Conversation {

  private static final Logger log = LoggerFactory.getLogger(Conversation.class);

  private final ReviewSource source;
  private final AnnouncementLog announcements;
  private final Rules rules;
  private final SlackProfiles profiles;
  private final ConversationText text;
  private final Clock clock;

  public Conversation(
      ReviewSource source,
      AnnouncementLog announcements,
      Rules rules,
      SlackProfiles profiles,
      ConversationText text,
      Clock clock) {
    this.source = source;
    this.announcements = announcements;
    this.rules = rules;
    this.profiles = profiles;
    this.text = text;
    this.clock = clock;
  }

  /** Goes over the network unless help is all that is asked for. */
  Rendered answer(SlackUserId user, String team, String words) {
    String command = words.strip().toLowerCase(Locale.ROOT);
    try {
      return switch (command) {
        case "subscribe" -> subscribe(user);
        case "pending" -> pending(user, team);
        case "whoami" -> text.whoami(user, source.fetchPeople().linkedTo(user));
        default -> text.help();
      };
    } catch (GatewayUnavailableException e) {
      log.debug("A question could not be answered: {}", e.getMessage());
      return text.unavailable();
    }
  }

  private Rendered subscribe(SlackUserId user) throws GatewayUnavailableException {
    List<Person> linked = source.fetchPeople().linkedTo(user);
    return linked.size() == 1 && linked.get(0).status() == PersonStatus.ACTIVE
        ? text.alreadyLinked(linked.get(0))
        : text.subscribeLink(user);
  }

  private Rendered pending(SlackUserId user, String team) throws GatewayUnavailableException {
    People people = source.fetchPeople();
    List<Person> linked = people.linkedTo(user);
    if (linked.size() != 1) {
      return text.whoami(user, linked);
    }
    String email = rules.needsSlackEmail() ? profiles.fetchEmail(user).orElse(null) : null;
    List<Story> mine =
        announcements.waiting().stream()
            .filter(story -> waitsOn(user, team, people, email, story))
            .toList();
    return text.pending(mine, announcements.backlogs(), clock.instant());
  }

  private boolean waitsOn(
      SlackUserId user, String team, People people, @Nullable String email, Story story) {
    return story.session().review().groups().stream()
        .map(ReviewGroup::name)
        .map(
            group ->
                rules.rule(
                    click(user, team, story, group),
                    people,
                    email,
                    story.session(),
                    story.decisions()))
        .anyMatch(Ruling.Allowed.class::isInstance);
  }

  private Click click(SlackUserId user, String team, Story story, String group) {
    return new Click(
        "pending",
        user,
        team,
        null,
        null,
        story.reviewId(),
        group,
        Verdict.approve(),
        null,
        clock.instant());
  }
}
