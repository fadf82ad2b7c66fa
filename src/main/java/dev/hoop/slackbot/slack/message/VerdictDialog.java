package dev.hoop.slackbot.slack.message;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hoop.slackbot.review.Review;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.TimeWindow;
import java.time.LocalDate;
import java.util.List;

/** The dialogs that ask for something before a verdict counts, as the JSON of a view. */
public final class VerdictDialog {

  /** The block and the action that hold the reason. */
  public static final String REASON = "reason";

  /** The block and the action that hold the group, where there is one to choose. */
  public static final String GROUP = "group";

  /** The block and the action that hold the time from which a script may run. */
  public static final String START = "window-start";

  /** The block and the action that hold the time until which a script may run. */
  public static final String END = "window-end";

  private static final int LONGEST_REASON = 1_000;

  private static final int MOST_OPTIONS = 100;
  private static final int OPTION = 75;
  private static final int LABEL = 48;
  private static final int HINT = 150;

  private VerdictDialog() {}

  /** Asks for the reason of a rejection of a review that is not known here. */
  static String reject(DialogMetadata about) {
    return view(DialogKind.REJECT, about, new Blocks().block(reason()));
  }

  /**
   * A form about a review.
   *
   * @param about whose group is empty where the dialog must find it out
   * @param window as chosen so far; of no account for other forms
   * @param today to tell the window in the reader's own time
   */
  static String of(
      DialogKind form,
      DialogMetadata about,
      ReviewSnapshot snapshot,
      TimeWindow window,
      LocalDate today) {
    Blocks blocks = new Blocks();
    blocks.richText(explanation(form, snapshot));
    List<String> groups =
        about.group().isEmpty() ? ActionMenu.groups(form, snapshot) : List.of(about.group());
    if (groups.size() > 1) {
      blocks.block(choice(snapshot, groups));
    }
    if (form == DialogKind.REJECT || form == DialogKind.CUT) {
      blocks.block(reason());
    }
    if (form == DialogKind.WINDOW) {
      blocks
          .block(time(START, "From (UTC)", window.start().toString()))
          .block(time(END, "Until (UTC)", window.end().toString()))
          .richText(inOwnTime(window, today));
    }
    return view(form, groups.size() == 1 ? about.withGroup(groups.get(0)) : about, blocks);
  }

  private static RichText explanation(DialogKind form, ReviewSnapshot snapshot) {
    Session session = snapshot.session();
    RichText richText =
        new RichText().foreignBold(Phrases.requester(session), Phrases.NAME).say(" asks to ");
    return Phrases.wish(richText, session).say(consequence(form, session.review()));
  }

  private static String consequence(DialogKind form, Review review) {
    return switch (form) {
      case REJECT -> ". Your rejection counts at once, for the whole review.";
      case CUT -> ", and has it. This ends the open session at once, and no new one can start.";
      case REVOKE ->
          ", and has it. No new session can start after this. An open one goes on: to end it too,"
              + " choose “"
              + DialogKind.CUT.label()
              + "” instead.";
      case FORCE ->
          ". This approves it now"
              + skipping(missing(review))
              + ". Hoop marks it as forced, the card shows your name, and the audit log keeps it.";
      case WINDOW ->
          ". You approve it now; it may run only between these times, on any day. Hoop applies the"
              + " window only to scripts run from its web page or API, not to a waiting hoop exec. It"
              + " can be set once.";
    };
  }

  /** A stuck review misses nothing. */
  private static String skipping(int missing) {
    return missing == 0
        ? ""
        : " and skips the " + Phrases.count(missing, "approval") + " still missing";
  }

  private static int missing(Review review) {
    return Math.max(review.approvalsNeeded() - review.approvals(), 0);
  }

  /** A person in several of the groups says for which of them they speak. */
  private static ObjectNode choice(ReviewSnapshot snapshot, List<String> groups) {
    ObjectNode select =
        Blocks.JSON.createObjectNode().put("type", "static_select").put("action_id", GROUP);
    ArrayNode options = select.putArray("options");
    for (String group : groups.subList(0, Math.min(groups.size(), MOST_OPTIONS))) {
      options
          .addObject()
          .put("value", ButtonValue.encodeOption(snapshot.reviewId(), group))
          .set("text", Blocks.plain(label(group), OPTION));
    }
    return input(GROUP, "As a member of", select);
  }

  private static String label(String group) {
    String clean = TextSanitizer.line(group);
    return clean.isBlank() ? "(no name)" : clean;
  }

  private static ObjectNode reason() {
    ObjectNode text =
        Blocks.JSON
            .createObjectNode()
            .put("type", "plain_text_input")
            .put("action_id", REASON)
            .put("multiline", true)
            .put("max_length", LONGEST_REASON);
    ObjectNode input = input(REASON, "Reason", text).put("optional", true);
    input.set("hint", Blocks.plain("The requester and the channel see it.", HINT));
    return input;
  }

  private static ObjectNode time(String id, String label, String initial) {
    ObjectNode picker =
        Blocks.JSON
            .createObjectNode()
            .put("type", "timepicker")
            .put("action_id", id)
            .put("initial_time", initial);
    return input(id, label, picker).put("dispatch_action", true);
  }

  private static ObjectNode input(String blockId, String label, ObjectNode element) {
    ObjectNode input = Blocks.JSON.createObjectNode().put("type", "input").put("block_id", blockId);
    input.set("label", Blocks.plain(label, LABEL));
    input.set("element", element);
    return input;
  }

  private static RichText inOwnTime(TimeWindow window, LocalDate today) {
    return Phrases.window(new RichText().say("That is "), window, today).say(".");
  }

  private static String view(DialogKind form, DialogMetadata about, Blocks blocks) {
    ObjectNode view = DialogViews.view(title(form), "Cancel", blocks);
    view.set("submit", Blocks.plain(submit(form), DialogViews.TITLE));
    return view.put("callback_id", form.callbackId())
        .put("private_metadata", about.encode())
        .toString();
  }

  static String title(DialogKind form) {
    return switch (form) {
      case REJECT -> "Reject this review";
      case CUT -> "End session and revoke";
      case REVOKE -> "Revoke access";
      case FORCE -> "Force approve";
      case WINDOW -> "Approve for a window";
    };
  }

  private static String submit(DialogKind form) {
    return switch (form) {
      case REJECT -> "Reject";
      case CUT -> "End session";
      case REVOKE -> "Revoke";
      case FORCE -> "Force approve";
      case WINDOW -> "Approve";
    };
  }
}
