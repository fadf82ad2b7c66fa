package dev.hoop.slackbot.review.rules;

import static dev.hoop.slackbot.review.ClickOutcome.because;

import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.ClickOutcome;
import dev.hoop.slackbot.review.ClickOutcome.Reason;
import dev.hoop.slackbot.review.Decision;
import dev.hoop.slackbot.review.People;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.PersonStatus;
import dev.hoop.slackbot.review.Review;
import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.ReviewType;
import dev.hoop.slackbot.review.ReviewedBy;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.SlackUserId;
import dev.hoop.slackbot.review.Verdict;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who may decide. Pure: the answer depends on the arguments alone, all of which must have been read
 * for this one question. In doubt the answer is a refusal.
 */
public final class Rules {

  private final RulesConfig config;

  public Rules(RulesConfig config) {
    this.config = config;
  }

  /** Whether one person counts for one group of a review only. */
  public boolean distinctApprovers() {
    return config.distinctApprovers();
  }

  /** Whether the caller must look up the Slack profile's e-mail before asking. */
  public boolean needsSlackEmail() {
    return config.requireEmailMatch();
  }

  /**
   * Whether somebody belongs to the bot's own workspace or organisation, as opposed to a guest in a
   * channel that is shared with another one.
   *
   * @param ofTeam as Slack says it; empty when it does not
   */
  public boolean isColleague(String ofTeam) {
    return config.workspace().has(ofTeam);
  }

  /**
   * Rules on one click.
   *
   * @param slackEmail the e-mail of the Slack profile; null when unknown, which refuses where a
   *     match is required
   * @param decisions the verdicts of this review that counted through the bot
   */
  public ClickOutcome rule(
      Click click,
      People people,
      @Nullable String slackEmail,
      Session session,
      List<Decision> decisions) {
    ClickOutcome standing = standing(click.by(), click.team(), people, slackEmail);
    if (!(standing instanceof ClickOutcome.Allowed allowed)) {
      return standing;
    }
    Person person = allowed.reviewer();
    if (click.verdict().kind() == Verdict.Kind.APPROVE
        || click.verdict().kind() == Verdict.Kind.REJECT) {
      return onGroup(click, person, session, decisions);
    }
    return click.verdict().kind() == Verdict.Kind.FORCE_APPROVE
        ? onForce(click, person, session)
        : onRevoke(click, person, session);
  }

  /**
   * Whether somebody may decide anything at all, whatever the review.
   *
   * @param slackEmail as for {@link #rule}
   */
  public ClickOutcome standing(
      SlackUserId by, String ofTeam, People people, @Nullable String slackEmail) {
    if (!isColleague(ofTeam)) {
      return because(Reason.OTHER_WORKSPACE);
    }
    List<Person> linked = people.linkedTo(by);
    if (linked.isEmpty()) {
      return because(Reason.UNLINKED);
    }
    if (linked.size() > 1) {
      return because(Reason.AMBIGUOUS_LINK, String.valueOf(linked.size()));
    }
    Person person = linked.get(0);
    if (person.status() != PersonStatus.ACTIVE) {
      return because(Reason.NOT_ACTIVE, person);
    }
    if (config.requireEmailMatch()
        && (slackEmail == null || !slackEmail.equalsIgnoreCase(person.email()))) {
      return because(Reason.EMAIL_MISMATCH, person);
    }
    // The gateway lets auditors write nothing, and would not see that the key decides for one.
    if (person.groups().contains(config.auditorGroup()) && !person.admin()) {
      return because(Reason.AUDITOR, person);
    }
    return allowed(person);
  }

  private ClickOutcome onGroup(
      Click click, Person person, Session session, List<Decision> decisions) {
    Review review = session.review();
    boolean approves = click.verdict().kind().grants();
    boolean cutsLiveAccess =
        !approves && review.type() == ReviewType.JIT && review.status() == ReviewStatus.APPROVED;
    boolean restores = !approves && overwritten(review, person, decisions);
    if (review.status() != ReviewStatus.PENDING && !cutsLiveAccess && !restores) {
      return on(review, person, Reason.ALREADY_DECIDED);
    }
    Optional<ReviewGroup> group = review.group(click.group());
    if (group.isEmpty()) {
      return on(review, person, Reason.NO_SUCH_GROUP);
    }
    // A stuck review can only be ended by a rejection, and by then every group has said its word.
    boolean endsStuckReview = !approves && review.stuck();
    boolean whateverTheGroupSaid = cutsLiveAccess || endsStuckReview || restores;
    if (group.get().status() != ReviewStatus.PENDING && !whateverTheGroupSaid) {
      return on(review, person, Reason.GROUP_DECIDED);
    }
    boolean own = person.is(session.requester());
    if (own && approves && !(config.adminSelfApproval() && person.admin())) {
      return because(Reason.SELF_APPROVAL, person);
    }
    boolean withdraws = own && !approves;
    if (!withdraws && !person.groups().contains(click.group())) {
      return because(Reason.NOT_A_MEMBER, person);
    }
    if (approves && click.verdict().window() != null && review.timeWindow() != null) {
      return because(Reason.WINDOW_ALREADY_SET, person);
    }
    return approves ? countedOnce(person, click.group(), review, decisions) : allowed(person);
  }

  /**
   * Whether this person's rejection was confirmed and does not stand. The gateway refuses every
   * verdict on a rejected review, so only a write that had not seen the rejection can have undone
   * it.
   */
  private static boolean overwritten(Review review, Person person, List<Decision> decisions) {
    return (review.status() == ReviewStatus.APPROVED || review.status() == ReviewStatus.PENDING)
        && decisions.stream()
            .anyMatch(
                d -> d.kind() == Verdict.Kind.REJECT && d.email().equalsIgnoreCase(person.email()));
  }

  private ClickOutcome countedOnce(
      Person person, String group, Review review, List<Decision> decisions) {
    if (!config.distinctApprovers()) {
      return allowed(person);
    }
    Optional<String> other =
        review.groups().stream()
            .filter(g -> !g.name().equals(group) && g.status() == ReviewStatus.APPROVED)
            .filter(g -> counted(person, g, decisions))
            .map(ReviewGroup::name)
            .findFirst();
    return other
        .<ClickOutcome>map(name -> because(Reason.ALREADY_COUNTED, name).of(person))
        .orElseGet(() -> allowed(person));
  }

  private static boolean counted(Person person, ReviewGroup group, List<Decision> decisions) {
    ReviewedBy decider = group.reviewedBy();
    boolean inHoop =
        decider != null
            && (person.subject().equalsIgnoreCase(decider.subject())
                || person.email().equalsIgnoreCase(decider.email()));
    return inHoop
        || decisions.stream()
            .anyMatch(
                d ->
                    d.group().equals(group.name())
                        && d.kind().grants()
                        && d.email().equalsIgnoreCase(person.email()));
  }

  private ClickOutcome onForce(Click click, Person person, Session session) {
    Review review = session.review();
    if (review.status() != ReviewStatus.PENDING) {
      return on(review, person, Reason.ALREADY_DECIDED);
    }
    if (!review.forceApprovalGroups().contains(click.group())) {
      return on(review, person, Reason.NO_SUCH_GROUP);
    }
    if (person.is(session.requester())) {
      return because(Reason.SELF_APPROVAL, person);
    }
    if (!person.groups().contains(click.group())) {
      return because(Reason.NOT_A_MEMBER, person);
    }
    return allowed(person);
  }

  private ClickOutcome onRevoke(Click click, Person person, Session session) {
    Review review = session.review();
    if (review.type() != ReviewType.JIT) {
      return because(Reason.NOT_REVOCABLE, person);
    }
    if (review.status() != ReviewStatus.APPROVED) {
      return on(review, person, Reason.ALREADY_DECIDED);
    }
    if (review.group(click.group()).isEmpty()) {
      return on(review, person, Reason.NO_SUCH_GROUP);
    }
    if (!person.is(session.requester()) && !person.groups().contains(click.group())) {
      return because(Reason.NOT_A_MEMBER, person);
    }
    return allowed(person);
  }

  private static ClickOutcome on(Review review, Person person, Reason reason) {
    return new ClickOutcome.NotCounted(reason, person, review, "", "");
  }

  private static ClickOutcome allowed(Person person) {
    return new ClickOutcome.Allowed(person);
  }
}
