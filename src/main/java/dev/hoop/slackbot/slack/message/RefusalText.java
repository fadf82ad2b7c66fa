package dev.hoop.slackbot.slack.message;

import dev.hoop.slackbot.outbox.SlackMessage;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.ClickOutcome;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.Review;
import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.ReviewedBy;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a click did nothing, in one sentence that says what to do next. */
final class RefusalText {

  private static final int NAME = Phrases.NAME;
  private static final int WORDS = 500;

  /** Why an auditor decides nothing, as the end of a sentence. */
  static final String AUDITOR = "Hoop lets auditors only read, and you are one";

  static final String OTHER_WORKSPACE =
      "Only members of the workspace this bot belongs to can decide here.";

  private final MessageSettings settings;

  RefusalText(MessageSettings settings) {
    this.settings = settings;
  }

  SlackMessage render(Click click, ClickOutcome outcome) {
    return message(
        outcome instanceof ClickOutcome.NotCounted notCounted
            ? notCounted(click, notCounted)
            : notKnownYet(verb(click)));
  }

  private RichText notCounted(Click click, ClickOutcome.NotCounted outcome) {
    String verb = verb(click);
    Person person = outcome.person();
    return switch (outcome.reason()) {
      case OTHER_WORKSPACE -> new RichText().say(OTHER_WORKSPACE);
      case UNLINKED ->
          new RichText()
              .say("Your Slack account is not linked to a Hoop user yet, so this did not count. ")
              .link(settings.link(click.by()), "Link it in Hoop")
              .say(" and try again.");
      case AMBIGUOUS_LINK ->
          new RichText()
              .say(
                  outcome.detail()
                      + " Hoop users have your Slack id, so I can't tell who you are. Ask a Hoop"
                      + " admin to take it from all but yours.");
      case NOT_ACTIVE ->
          as(person)
              .say(
                  ", whose status there is "
                      + (person == null ? "" : person.status().name().toLowerCase(Locale.ROOT))
                      + "; only active users decide. Ask a Hoop admin.");
      case EMAIL_MISMATCH ->
          as(person)
              .say(
                  ", but your Slack profile does not show that user's e-mail, so this did not"
                      + " count. Ask a Hoop admin to correct whichever is wrong.");
      case AUDITOR -> didNotCount(AUDITOR);
      case ALREADY_DECIDED -> didNotCount(status(outcome.review()));
      case NO_SUCH_GROUP ->
          new RichText()
              .say("This review does not ask the group ")
              .foreign(click.group(), NAME)
              .say(" (any more), so this did not count.");
      case GROUP_DECIDED -> groupDecided(click.group(), outcome.review());
      case SELF_APPROVAL ->
          new RichText()
              .say("This is your own request, and nobody approves their own. Ask someone in ")
              .foreign(click.group(), NAME)
              .say("; with Reject you can withdraw it.");
      case NOT_A_MEMBER ->
          as(person)
              .say(", who is not in the group ")
              .foreign(click.group(), NAME)
              .say(", so this did not count.");
      case ALREADY_COUNTED ->
          new RichText()
              .say("You have already approved for the group ")
              .foreign(outcome.detail(), NAME)
              .say("; here one person counts for one group only. Ask someone else in ")
              .foreign(click.group(), NAME)
              .say(".");
      case MAY_HAVE_COUNTED ->
          new RichText()
              .say("Your approval for the group ")
              .foreign(outcome.detail(), NAME)
              .say(
                  " may still count, since Hoop's answer was lost; here one person counts for one"
                      + " group only. Ask someone else in ")
              .foreign(click.group(), NAME)
              .say(".");
      case WINDOW_ALREADY_SET ->
          didNotCount("its time window was already set, and can be set only once");
      case NOT_REVOCABLE -> didNotCount("only access that was opened can be revoked, not a script");
      case GONE ->
          new RichText().say("Hoop no longer has this review, so there is nothing to decide.");
      case TOO_OLD ->
          new RichText()
              .say(
                  "Your "
                      + verb
                      + " came to its turn too late and was not done. Look at the card, and decide"
                      + " again if it still waits.");
      case NO_CREDENTIAL ->
          new RichText()
              .say("The bot cannot send your " + verb + ": ")
              .foreign(sentence(outcome.detail()), WORDS)
              .say(".");
      case CREDENTIAL_FAULT ->
          new RichText()
              .say(
                  undone(click)
                      + ": the bot lost its access to Hoop. Tell its operator, or decide in Hoop.");
      case GATEWAY_UNAVAILABLE, SLACK_UNAVAILABLE -> notDone(verb, outcome.detail());
      case NEVER_ARRIVED -> notDone(verb, "Hoop never got it");
      case REFUSED_BY_HOOP ->
          new RichText()
              .say("Hoop refused your " + verb + ": ")
              .foreign(sentence(outcome.detail()), WORDS)
              .say(".");
      case NOTHING_COUNTED ->
          new RichText()
              .say("Hoop took your " + verb + " and counted nothing for the group ")
              .foreign(click.group(), NAME)
              .say(". Decide it in Hoop's web page, and tell the bot's operator.");
      case COUNTED_ELSEWHERE ->
          new RichText()
              .say("Hoop counted your " + verb + " for ")
              .foreign(outcome.detail(), NAME)
              .say(" and not for ")
              .foreign(click.group(), NAME)
              .say(
                  ", since somebody changed the bot's key. Look at it in Hoop's web page, and tell"
                      + " the bot's operator.");
      case UNCLEAR ->
          new RichText()
              .say(
                  "Hoop's answer to your "
                      + verb
                      + " was lost, and asking again did not settle it. The card shows what Hoop"
                      + " says; look at it before you decide again.");
      case OVERWRITTEN ->
          new RichText()
              .say(
                  "Your "
                      + verb
                      + " had counted, and a decision made in Hoop at the same moment wrote over it."
                      + " The card shows what stands now; if it is not what you want, decide in"
                      + " Hoop's web page.");
    };
  }

  private static RichText notKnownYet(String verb) {
    return new RichText()
        .say(
            "Hoop's answer to your "
                + verb
                + " was lost, and Hoop cannot be asked at the moment. Wait, and don't decide again:"
                + " the card will show it if it counted, and you are told if it did not.");
  }

  private static RichText notDone(String verb, String why) {
    return new RichText()
        .say("Your " + verb + " was not done: ")
        .foreign(sentence(why), WORDS)
        .say(". Nothing has changed; try again in a while.");
  }

  private static RichText didNotCount(String why) {
    return new RichText().say("This did not count: " + why + ".");
  }

  private static RichText as(@Nullable Person person) {
    RichText richText = new RichText().say("In Hoop you are ");
    return person == null ? richText.say("unknown") : Phrases.person(richText, person);
  }

  private static String status(@Nullable Review review) {
    return switch (review == null ? ReviewStatus.UNKNOWN : review.status()) {
      case PENDING -> "access is not open yet, so there is nothing to revoke";
      case APPROVED -> "it is approved already";
      case REJECTED -> "it was rejected already";
      case REVOKED -> "it was revoked already";
      case PROCESSING -> "it is running already";
      case EXECUTED -> "it was executed already";
      case UNKNOWN -> "Hoop has it in a state this bot does not know";
    };
  }

  private static RichText groupDecided(String name, @Nullable Review review) {
    Optional<ReviewGroup> group = Optional.ofNullable(review).flatMap(r -> r.group(name));
    RichText richText =
        new RichText()
            .say("This did not count: the group ")
            .foreign(name, NAME)
            .say(" has already " + group.map(g -> word(g.status())).orElse("decided") + " it");
    ReviewedBy decider = group.map(ReviewGroup::reviewedBy).orElse(null);
    return decider == null
        ? richText.say(".")
        : richText.say(", by ").foreign(decider.displayName(), NAME).say(".");
  }

  private static String word(ReviewStatus status) {
    return switch (status) {
      case APPROVED -> "approved";
      case REJECTED -> "rejected";
      case REVOKED -> "revoked";
      case PENDING, PROCESSING, EXECUTED, UNKNOWN -> "decided";
    };
  }

  /** Foreign words without the end of a sentence, since one follows. */
  private static String sentence(String words) {
    String clean = TextSanitizer.line(words);
    return clean.endsWith(".") ? clean.substring(0, clean.length() - 1) : clean;
  }

  private static String verb(Click click) {
    return switch (click.verdict().kind()) {
      case APPROVE -> "approval";
      case REJECT -> "rejection";
      case FORCE_APPROVE -> "forced approval";
      case REVOKE -> "revocation";
    };
  }

  private static String undone(Click click) {
    return switch (click.verdict().kind()) {
      case APPROVE, FORCE_APPROVE -> "Not approved";
      case REJECT -> "Not rejected";
      case REVOKE -> "Not revoked";
    };
  }

  static SlackMessage message(RichText richText) {
    return new SlackMessage(
        MrkdwnEscape.notification(richText.words()) + richText.links(),
        new Blocks().richText(richText).json());
  }
}
