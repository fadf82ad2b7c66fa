package dev.hoop.slackbot.slack.message;

import dev.hoop.slackbot.HostileStrings;
import dev.hoop.slackbot.review.AiAnalysis;
import dev.hoop.slackbot.review.Connection;
import dev.hoop.slackbot.review.Decision;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.PersonStatus;
import dev.hoop.slackbot.review.Requester;
import dev.hoop.slackbot.review.Review;
import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.ReviewType;
import dev.hoop.slackbot.review.ReviewedBy;
import dev.hoop.slackbot.review.SampleReviews;
import dev.hoop.slackbot.review.Script;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.SessionId;
import dev.hoop.slackbot.review.SessionStatus;
import dev.hoop.slackbot.review.SlackUserId;
import dev.hoop.slackbot.review.TimeWindow;
import dev.hoop.slackbot.review.Verdict;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import org.jspecify.annotations.Nullable;

/** A story of any shape in which every text was written by somebody else. */
final class HostileSnapshot {

  /** The people whom a card may mention; every other Slack id is no id at all. */
  static final String CLICKER = "U0ANN";

  static final String REQUESTER = "U0BOB";

  private static final SessionId SESSION = new SessionId("4b7e9e9d-cc8f-47b2-bbc0-68266a95555d");
  private static final ReviewId REVIEW = new ReviewId("7a96253c-f89d-4cf2-975c-ac86bd2a349d");

  private final List<String> texts;
  private final List<Integer> numbers;
  private int nextText;
  private int nextNumber;

  private HostileSnapshot(List<String> texts, List<Integer> numbers) {
    this.texts = texts;
    this.numbers = numbers;
  }

  static Arbitrary<ReviewSnapshot> any() {
    return Combinators.combine(
            HostileStrings.any().list().ofMinSize(5).ofMaxSize(30),
            Arbitraries.integers()
                .between(0, 1_000_000)
                .withDistribution(RandomDistribution.uniform())
                .withoutEdgeCases()
                .list()
                .ofSize(40))
        .as((texts, numbers) -> new HostileSnapshot(texts, numbers).snapshot());
  }

  private ReviewSnapshot snapshot() {
    List<ReviewGroup> groups = groups();
    Review review = review(groups);
    Session session =
        new Session(
            SESSION,
            new Requester(text(), text(), text()),
            new Connection(text(), text(), text()),
            Script.of(text().repeat(number(4))),
            pick(SessionStatus.values()),
            number(2) == 0 ? null : number(256),
            null,
            number(2) == 0 ? null : new AiAnalysis(text(), text(), text()),
            review);
    return new ReviewSnapshot(
        session, requester(), decisions(groups), some(groups), some(groups), number(8) == 0);
  }

  private Review review(List<ReviewGroup> groups) {
    return new Review(
        REVIEW,
        SESSION,
        pick(ReviewType.values()),
        status(),
        Duration.ofSeconds(number(1_000_000)),
        number(3) == 0 ? null : SampleReviews.ASKED.plusSeconds(number(4_000)),
        SampleReviews.ASKED,
        groups,
        number(4),
        number(2) == 0 ? null : new TimeWindow(LocalTime.of(9, 0), LocalTime.of(18, 0)),
        number(2) == 0 ? null : text(),
        IntStream.range(0, number(5)).mapToObj(i -> text()).distinct().toList(),
        number(3) == 0 ? null : text());
  }

  private List<ReviewGroup> groups() {
    int[] counts = {0, 1, 2, 3, 10, 11, 12, 36, 37, 60};
    return IntStream.range(0, counts[number(counts.length)]).mapToObj(this::group).toList();
  }

  private ReviewGroup group(int number) {
    boolean decided = number(2) == 0;
    return new ReviewGroup(
        text() + number,
        decided ? status() : ReviewStatus.PENDING,
        decided ? new ReviewedBy(text(), text(), text(), notAnId()) : null,
        decided ? SampleReviews.ASKED : null,
        number(2) == 0);
  }

  private @Nullable Person requester() {
    SlackUserId id =
        switch (number(3)) {
          case 0 -> null;
          case 1 -> new SlackUserId(REQUESTER);
          default -> new SlackUserId(notAnId());
        };
    return number(5) == 0 ? null : person(id);
  }

  private Person person(@Nullable SlackUserId id) {
    return new Person(
        text(), text(), text(), PersonStatus.ACTIVE, false, id, List.of(text(), text()));
  }

  private List<Decision> decisions(List<ReviewGroup> groups) {
    return groups.stream()
        .limit(number(6))
        .map(
            g ->
                new Decision(
                    g.name(),
                    pick(Verdict.Kind.values()),
                    new SlackUserId(CLICKER),
                    text(),
                    text(),
                    SampleReviews.ASKED))
        .toList();
  }

  private Set<String> some(List<ReviewGroup> groups) {
    Set<String> some = new TreeSet<>();
    groups.stream().filter(g -> number(5) == 0).forEach(g -> some.add(g.name()));
    return some;
  }

  private ReviewStatus status() {
    return pick(ReviewStatus.values());
  }

  /** Users set their Slack ids in the gateway themselves. */
  private String notAnId() {
    return "<!channel>" + text();
  }

  private <T> T pick(T[] all) {
    return all[number(all.length)];
  }

  private String text() {
    return texts.get(nextText++ % texts.size());
  }

  private int number(int below) {
    int at = nextNumber++;
    return Math.floorMod(numbers.get(at % numbers.size()) + at / numbers.size(), below);
  }
}
