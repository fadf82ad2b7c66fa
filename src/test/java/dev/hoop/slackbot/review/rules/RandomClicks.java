package dev.hoop.slackbot.review.rules;

import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.ClickOutcome;
import dev.hoop.slackbot.review.Decision;
import dev.hoop.slackbot.review.People;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.PersonStatus;
import dev.hoop.slackbot.review.Requester;
import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.ReviewedBy;
import dev.hoop.slackbot.review.SampleReviews;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.SlackUserId;
import dev.hoop.slackbot.review.TimeWindow;
import dev.hoop.slackbot.review.Verdict;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.RandomDistribution;
import org.jspecify.annotations.Nullable;

/**
 * Clicks and worlds of few names, so that they meet: any people, any session, any settings, each
 * more often right than wrong, since one wrong thing is enough to be refused.
 */
public final class RandomClicks {

  private static final List<String> GROUPS = List.of("dba", "sre", "DBA", "");
  private static final List<String> NAMES = List.of("ann", "bob", "sue");
  private static final TimeWindow OFFICE = new TimeWindow(LocalTime.of(9, 0), LocalTime.of(18, 0));

  /** Everything a ruling rests on. */
  public record Situation(
      RulesConfig config,
      Click click,
      List<Person> people,
      @Nullable String slackEmail,
      Session session,
      List<Decision> decisions) {

    public ClickOutcome ruling() {
      return new Rules(config).rule(click, new People(people), slackEmail, session, decisions);
    }

    public List<String> missing() {
      return PermissionOracle.missing(config, click, people, slackEmail, session, decisions);
    }
  }

  private final List<Integer> numbers;
  private int next;

  private RandomClicks(List<Integer> numbers) {
    this.numbers = numbers;
  }

  public static Arbitrary<Situation> any() {
    return Arbitraries.integers()
        .between(0, 1_000_000)
        .withDistribution(RandomDistribution.uniform())
        .withoutEdgeCases()
        .list()
        .ofSize(80)
        .map(numbers -> new RandomClicks(numbers).situation());
  }

  private Situation situation() {
    List<Person> people = people();
    Session session = session();
    return new Situation(
        new RulesConfig(
            new BotWorkspace(SampleReviews.TEAM, rarely(4) ? "T0OTHER" : null),
            half(),
            half(),
            rarely(6),
            "auditor"),
        click(),
        people,
        rarely(4) ? null : email(actor()),
        session,
        decisions());
  }

  private List<Person> people() {
    List<Person> people = new ArrayList<>();
    for (String name : NAMES) {
      if (!rarely(20)) {
        people.add(person(name));
      }
    }
    if (rarely(10)) {
      people.add(person(pick(NAMES)));
    }
    return people;
  }

  private Person person(String name) {
    SlackUserId id = rarely(25) ? null : slackId(rarely(25) ? pick(NAMES) : name);
    PersonStatus status = rarely(12) ? pick(List.of(PersonStatus.values())) : PersonStatus.ACTIVE;
    List<String> groups = GROUPS.stream().filter(g -> !rarely(3)).toList();
    return new Person(
        rarely(5) ? "" : subject(name), name, email(name), status, half(), id, groups);
  }

  private Click click() {
    return new Click(
        "key" + number(1_000_000),
        slackId(actor()),
        rarely(12) ? "T0OTHER" : SampleReviews.TEAM,
        null,
        null,
        new ReviewId("7a96253c-f89d-4cf2-975c-ac86bd2a349d"),
        rarely(6) ? pick(GROUPS) : "dba",
        verdict(),
        null,
        SampleReviews.ASKED);
  }

  private Verdict verdict() {
    Verdict.Kind kind = half() ? Verdict.Kind.APPROVE : pick(List.of(Verdict.Kind.values()));
    return new Verdict(kind, "", kind == Verdict.Kind.APPROVE && rarely(4) ? OFFICE : null);
  }

  private Session session() {
    SampleReviews.SessionDraft draft =
        half() ? SampleReviews.onetime("dba", "sre") : SampleReviews.jit("dba");
    if (half()) {
      draft.group(group(rarely(4) ? "dba" : "sre"));
    }
    if (rarely(4)) {
      draft.group(group(pick(GROUPS)));
    }
    if (half()) {
      draft.force(pick(GROUPS), "dba");
    }
    if (rarely(4)) {
      draft.window(OFFICE);
    }
    String owner = pick(NAMES);
    return draft
        .status(status())
        .needed(number(4))
        .requester(
            new Requester(
                rarely(3) ? "" : subject(owner), owner, rarely(3) ? "" : email(pick(NAMES))))
        .build();
  }

  private ReviewStatus status() {
    return switch (number(5)) {
      case 0 -> pick(List.of(ReviewStatus.values()));
      case 1, 2 -> ReviewStatus.APPROVED;
      default -> ReviewStatus.PENDING;
    };
  }

  private ReviewGroup group(String name) {
    if (half()) {
      return new ReviewGroup(name, ReviewStatus.PENDING, null, null, false);
    }
    String by = actor();
    ReviewedBy decider =
        rarely(3)
            ? new ReviewedBy("0b7e", "", "hoop-slack-bot", "")
            : new ReviewedBy(subject(by), by, email(by), "");
    ReviewStatus said = rarely(4) ? status() : ReviewStatus.APPROVED;
    return new ReviewGroup(name, said, rarely(6) ? null : decider, SampleReviews.ASKED, rarely(6));
  }

  private List<Decision> decisions() {
    List<Decision> decisions = new ArrayList<>();
    for (int i = number(3); i > 0; i--) {
      String by = pick(NAMES);
      decisions.add(
          new Decision(
              pick(GROUPS),
              pick(List.of(Verdict.Kind.values())),
              slackId(by),
              by,
              email(by),
              SampleReviews.ASKED));
    }
    return decisions;
  }

  /** The same person often, so that somebody meets their own earlier word. */
  private String actor() {
    return half() ? "ann" : pick(NAMES);
  }

  private String subject(String name) {
    return rarely(4) ? "AUTH0|" + name : "auth0|" + name;
  }

  private String email(String name) {
    return rarely(4) ? name + "@ACME.io" : name + "@acme.io";
  }

  private static SlackUserId slackId(String name) {
    return new SlackUserId("U0" + name);
  }

  private boolean half() {
    return rarely(2);
  }

  private boolean rarely(int oneIn) {
    return number(oneIn) == 0;
  }

  private <T> T pick(List<T> all) {
    return all.get(number(all.size()));
  }

  private int number(int below) {
    int at = next++;
    return Math.floorMod(numbers.get(at % numbers.size()) + at / numbers.size(), below);
  }
}
