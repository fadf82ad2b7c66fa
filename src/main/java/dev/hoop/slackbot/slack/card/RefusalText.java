package dev.hoop.slackbot.slack.card;

import dev.hoop.slackbot.review.Answer;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.Rendered;
import dev.hoop.slackbot.review.Review;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.Ruling;
import dev.hoop.slackbot.review.Verdict;
import java.util.Locale;

/** Why a click did nothing, in one sentence that says what to do next. */
final class RefusalText {

  private static final int NAME = Phrases.NAME;
  private static final int WORDS = 500;

  private final CardSettings settings;

  RefusalText(CardSettings settings) {
    this.settings = settings;
  }

  Rendered refusal(Click click, Ruling ruling) {
    return rendered(ruling.match(refusals(click)));
  }

  private Ruling.Cases<Section> refusals(Click click) {
    return new Ruling.Cases<>(
        allowed -> new Section().say("Done."),
        other ->
            new Section().say("Only members of the workspace this bot belongs to can decide here."),
        unlinked ->
            new Section()
                .say("Your Slack account is not linked to a Hoop user yet, so this did not count. ")
                .link(settings.link(unlinked.by()), "Link it in Hoop")
                .say(" and press the button again."),
        ambiguous ->
            new Section()
                .say(
                    ambiguous.users()
                        + " Hoop users carry your Slack id, so it does not tell who you are. Ask a"
                        + " Hoop admin to take it from all but yours."),
        inactive ->
            as(inactive.person())
                .say(
                    ", whose status there is "
                        + inactive.person().status().name().toLowerCase(Locale.ROOT)
                        + "; only active users decide. Ask a Hoop admin."),
        mismatch ->
            as(mismatch.person())
                .say(
                    ", but your Slack profile does not show that user's e-mail, so this did not"
                        + " count. Ask a Hoop admin to correct the one or the other."),
        decided -> decided(decided.review()),
        noGroup ->
            new Section()
                .say("This review does not ask the group ")
                .foreign(noGroup.group(), NAME)
                .say(" (any more), so this did not count."),
        groupDecided -> groupDecided(groupDecided),
        self ->
            new Section()
                .say(
                    "This is your own request, and nobody approves their own. Ask somebody else in ")
                .foreign(click.group(), NAME)
                .say("; with Reject you can withdraw it."),
        notAMember ->
            as(notAMember.person())
                .say(", who is not in the group ")
                .foreign(notAMember.group(), NAME)
                .say(", so this did not count."),
        counted ->
            new Section()
                .say("You have already approved for the group ")
                .foreign(counted.otherGroup(), NAME)
                .say("; here one person counts for one group only. Ask somebody else in ")
                .foreign(click.group(), NAME)
                .say("."),
        notApplicable ->
            new Section()
                .say("This did not count: ")
                .foreign(sentence(notApplicable.why()), WORDS)
                .say("."));
  }

  private static Section as(Person person) {
    return Phrases.person(new Section().say("In Hoop you are "), person);
  }

  private static Section decided(Review review) {
    ReviewStatus status = review.status();
    String how =
        switch (status) {
          case PENDING -> "it is still waiting";
          case APPROVED -> "it is approved already";
          case REJECTED -> "it was rejected already";
          case REVOKED -> "it was revoked already";
          case PROCESSING -> "it is running already";
          case EXECUTED -> "it was executed already";
          case UNKNOWN -> "Hoop has it in a state this bot does not know";
        };
    return new Section().say("This did not count: " + how + ".");
  }

  private static Section groupDecided(Ruling.GroupDecided ruling) {
    Section section =
        new Section()
            .say("This did not count: the group ")
            .foreign(ruling.group().name(), NAME)
            .say(" has already " + word(ruling.group().status()) + " it");
    if (ruling.group().reviewedBy() != null) {
      section.say(", by ").foreign(ruling.group().reviewedBy().displayName(), NAME);
    }
    return section.say(".");
  }

  Rendered answer(Click click, Answer answer) {
    String verb = verb(click.verdict().kind());
    return rendered(
        answer.match(
            new Answer.Cases<>(
                notCounted ->
                    new Section()
                        .say("Hoop took your " + verb + " and counted nothing for the group ")
                        .foreign(notCounted.group(), NAME)
                        .say(". Decide it in Hoop's web page, and tell the bot's operator."),
                refused ->
                    new Section()
                        .say("Hoop refused your " + verb + ": ")
                        .foreign(sentence(refused.words()), WORDS)
                        .say("."),
                none ->
                    new Section()
                        .say("The bot cannot send your " + verb + ": ")
                        .foreign(sentence(none.why()), WORDS)
                        .say("."),
                notDone ->
                    new Section()
                        .say("Your " + verb + " was not done: ")
                        .foreign(sentence(notDone.why()), WORDS)
                        .say(". Nothing has changed; press the button again in a while."),
                unsure ->
                    new Section()
                        .say(
                            "Hoop's answer to your "
                                + verb
                                + " was lost, and asking again did not settle it. The card shows"
                                + " what Hoop says; look at it before you press again."),
                notKnownYet ->
                    new Section()
                        .say(
                            "Hoop's answer to your "
                                + verb
                                + " was lost, and Hoop cannot be asked at the moment. Do not press"
                                + " again: once it can be asked, the card shows it if it counted,"
                                + " and you are told here if it did not."),
                tooOld ->
                    new Section()
                        .say(
                            "Your "
                                + verb
                                + " came to its turn too late and was not done. Look at the card,"
                                + " and press the button again if it still stands."),
                gone ->
                    new Section()
                        .say("Hoop no longer has this review, so there is nothing to decide."))));
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
    String clean = Clean.line(words);
    return clean.endsWith(".") ? clean.substring(0, clean.length() - 1) : clean;
  }

  private static String verb(Verdict.Kind kind) {
    return switch (kind) {
      case APPROVE -> "approval";
      case REJECT -> "rejection";
      case FORCE_APPROVE -> "forced approval";
      case REVOKE -> "revocation";
    };
  }

  static Rendered rendered(Section section) {
    return new Rendered(Escape.notification(section.words()), new Layout().section(section).json());
  }
}
