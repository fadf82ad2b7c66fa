package dev.hoop.slackbot.slack.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hoop.slackbot.outbox.SlackMessage;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.TimeWindow;
import dev.hoop.slackbot.review.Truncate;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/** The dialogs, as the JSON of a view. */
public final class DialogViews {

  /** The longest title, and the longest word on a button of a dialog. */
  static final int TITLE = 24;

  private static final int PIECE = 2_900;

  /** A view holds a hundred blocks; three are kept for what is said beside the script. */
  private static final int PIECES = 97;

  /** A view holds 250 kB; characters can take six bytes in JSON. */
  private static final int BYTES = 230_000;

  private final MessageSettings settings;

  public DialogViews(MessageSettings settings) {
    this.settings = settings;
  }

  /** Asks for the reason of a rejection of a review that is not known here. */
  public String reject(DialogMetadata about) {
    return VerdictDialog.reject(about);
  }

  /**
   * A form about a review.
   *
   * @param about whose group is empty where the dialog must find it out
   * @param window as chosen so far; of no account for other forms
   * @param today to tell the window in the reader's own time
   */
  public String form(
      DialogKind form,
      DialogMetadata about,
      ReviewSnapshot snapshot,
      TimeWindow window,
      LocalDate today) {
    return VerdictDialog.of(form, about, snapshot, window, today);
  }

  /** What takes the place of a form whose answer could not be kept. */
  public static String notKept(DialogKind form) {
    String words = "This could not be kept, so nothing was done. Try again in a while.";
    return view(
            VerdictDialog.title(form), "Close", new Blocks().richText(new RichText().say(words)))
        .toString();
  }

  /** The whole script, or as much of it as a view holds. */
  public String script(ReviewSnapshot snapshot, String whole) {
    Blocks blocks = new Blocks();
    if (!settings.showScript()) {
      return words("Scripts are kept out of Slack here. Read it in Hoop.");
    }
    if (whole.isBlank()) {
      return words("The script is empty.");
    }
    Session session = snapshot.session();
    RichText whose =
        new RichText().foreignBold(Phrases.requester(session), Phrases.NAME).say(" asks to ");
    blocks.richText(Phrases.wish(whose, session).say(":"));
    String clean = TextSanitizer.text(whole);
    int at = 0;
    int bytes = 0;
    while (at < clean.length() && blocks.size() < PIECES && bytes < BYTES) {
      String piece = piece(clean, at);
      bytes +=
          Blocks.JSON
              .getNodeFactory()
              .textNode(piece)
              .toString()
              .getBytes(StandardCharsets.UTF_8)
              .length;
      if (bytes < BYTES) {
        blocks.preformatted(withoutLineEnd(piece));
        at += piece.length();
      }
    }
    RichText end = new RichText();
    if (at < clean.length()) {
      end.say(
          Phrases.count(clean.length() - at, "more character")
              + (clean.length() - at == 1 ? " does" : " do")
              + " not fit here. ");
    }
    blocks.richText(end.link(settings.session(snapshot.session().id()), "Open it in Hoop"));
    return view("Whole script", "Close", blocks).toString();
  }

  /** The box ends the line by itself. */
  private static String withoutLineEnd(String piece) {
    return piece.length() > 1 && piece.endsWith("\n")
        ? piece.substring(0, piece.length() - 1)
        : piece;
  }

  /** A piece that ends with a line where there is one to end with. */
  private static String piece(String text, int from) {
    String most = Truncate.head(text.substring(from, Math.min(text.length(), from + PIECE)), PIECE);
    if (from + most.length() < text.length()) {
      if (Character.isHighSurrogate(most.charAt(most.length() - 1))) {
        most = most.substring(0, most.length() - 1);
      }
      int line = most.lastIndexOf('\n');
      return line > PIECE / 2 ? most.substring(0, line + 1) : most;
    }
    return most;
  }

  /** Shown while the gateway is asked. */
  public String loading() {
    return words("One moment…");
  }

  public String scriptUnknown() {
    return words("This bot does not know that review any more. Look for it in Hoop.");
  }

  public String scriptUnavailable() {
    return words("Hoop cannot be asked for the script at the moment. Try again in a while.");
  }

  /** For somebody whose dialog did not open. */
  public SlackMessage notOpened() {
    return RefusalText.message(new RichText().say("The dialog did not open in time. Try again."));
  }

  /** For somebody who asked for something that could not be done. */
  public SlackMessage failed() {
    return RefusalText.message(
        new RichText().say("This could not be done just now. Try again in a while."));
  }

  /** For somebody who pressed a button that means nothing. */
  public SlackMessage unknownButton() {
    return RefusalText.message(
        new RichText()
            .say(
                "This button is not one I know, so nothing was done. Open the review in Hoop from"
                    + " its card's link."));
  }

  private static String words(String words) {
    return view("Whole script", "Close", new Blocks().richText(new RichText().say(words)))
        .toString();
  }

  static ObjectNode view(String title, String close, Blocks blocks) {
    ObjectNode view = Blocks.JSON.createObjectNode().put("type", "modal");
    view.set("title", Blocks.plain(title, TITLE));
    view.set("close", Blocks.plain(close, TITLE));
    view.set("blocks", blocks.blocks());
    return view;
  }
}
