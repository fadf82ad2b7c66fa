package dev.hoop.slackbot.review;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who may decide. Pure: the answer depends on the arguments alone, all of which must have been read
 * for this one question. In doubt the answer is a refusal.
 */
public final class Rules {

  private static final String AUDITORS = "auditor";

  private final RulesConfig config;

  public Rules(RulesConfig config) {
    this.config = config;
  }

  /** Whether the caller must look up the Slack profile's e-mail before asking. */
  public boolean needsSlackEmail() {
    return config.requireEmailMatch();
  }

  /**
   * Rules on one click.
   *
   * @param slackEmail the e-mail of the Slack profile; null when unknown, which refuses where a
   *     match is required
   * @param decisions the verdicts of this review that counted through the bot
   */
  public Ruling rule(
      Click click,
      People people,
      @Nullable String slackEmail,
      Session session,
      List<Decision> decisions) {
    Ruling standing = standing(click.by(), click.team(), people, slackEmail);
    if (!(standing instanceof Ruling.Allowed allowed)) {
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
  public Ruling standing(
      SlackUserId by, String ofTeam, People people, @Nullable String slackEmail) {
    Optional<String> team = Optional.ofNullable(config.team());
    if (team.isPresent() && !team.get().equals(ofTeam)) {
      return new Ruling.OtherWorkspace(by);
    }
    List<Person> linked = people.linkedTo(by);
    if (linked.isEmpty()) {
      return new Ruling.Unlinked(by);
    }
    if (linked.size() > 1) {
      return new Ruling.Ambiguous(by, linked.size());
    }
    Person person = linked.get(0);
    if (person.status() != PersonStatus.ACTIVE) {
      return new Ruling.NotActive(person);
    }
    if (config.requireEmailMatch()
        && (slackEmail == null || !slackEmail.equalsIgnoreCase(person.email()))) {
      return new Ruling.EmailMismatch(person);
    }
    // The gateway lets auditors write nothing, and would not see that the key decides for one.
    if (person.groups().contains(AUDITORS) && !person.admin()) {
      return new Ruling.NotApplicable(person, "Hoop lets auditors only read, and you are one");
    }
    return allowed(person);
  }

  private Ruling onGroup(Click click, Person person, Session session, List<Decision> decisions) {
    Review review = session.review();
    boolean approves = click.verdict().kind().grants();
    boolean cutsLiveAccess =
        !approves && review.type() == ReviewType.JIT && review.status() == ReviewStatus.APPROVED;
    if (review.status() != ReviewStatus.PENDING && !cutsLiveAccess) {
      return new Ruling.AlreadyDecided(review);
    }
    Optional<ReviewGroup> group = review.group(click.group());
    if (group.isEmpty()) {
      return new Ruling.NoSuchGroup(click.group());
    }
    // A stuck review can only be ended by a rejection, and by then every group has said its word.
    boolean endsStuckReview = !approves && review.stuck();
    if (group.get().status() != ReviewStatus.PENDING && !cutsLiveAccess && !endsStuckReview) {
      return new Ruling.GroupDecided(group.get());
    }
    boolean own = person.is(session.requester());
    if (own && approves && !(config.adminSelfApproval() && person.admin())) {
      return new Ruling.SelfApproval(person);
    }
    boolean withdraws = own && !approves;
    if (!withdraws && !person.groups().contains(click.group())) {
      return new Ruling.NotAMember(person, click.group());
    }
    if (approves && click.verdict().window() != null && review.timeWindow() != null) {
      return new Ruling.NotApplicable(
          person, "its time window was already set, and can be set only once");
    }
    return approves ? countedOnce(person, click.group(), review, decisions) : allowed(person);
  }

  private Ruling countedOnce(Person person, String group, Review review, List<Decision> decisions) {
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
        .<Ruling>map(name -> new Ruling.AlreadyCounted(person, name))
        .orElseGet(() -> allowed(person));
  }

  private static boolean counted(Person person, ReviewGroup group, List<Decision> decisions) {
    Decider decider = group.reviewedBy();
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

  private Ruling onForce(Click click, Person person, Session session) {
    Review review = session.review();
    if (review.status() != ReviewStatus.PENDING) {
      return new Ruling.AlreadyDecided(review);
    }
    if (!review.forceApprovalGroups().contains(click.group())) {
      return new Ruling.NoSuchGroup(click.group());
    }
    if (person.is(session.requester())) {
      return new Ruling.SelfApproval(person);
    }
    if (!person.groups().contains(click.group())) {
      return new Ruling.NotAMember(person, click.group());
    }
    return allowed(person);
  }

  private Ruling onRevoke(Click click, Person person, Session session) {
    Review review = session.review();
    if (review.type() != ReviewType.JIT) {
      return new Ruling.NotApplicable(
          person, "only access that was opened can be revoked, not a script");
    }
    if (review.status() != ReviewStatus.APPROVED) {
      return new Ruling.AlreadyDecided(review);
    }
    if (review.group(click.group()).isEmpty()) {
      return new Ruling.NoSuchGroup(click.group());
    }
    if (!person.is(session.requester()) && !person.groups().contains(click.group())) {
      return new Ruling.NotAMember(person, click.group());
    }
    return allowed(person);
  }

  private static Ruling allowed(Person person) {
    return new Ruling.Allowed(person);
  }
}
