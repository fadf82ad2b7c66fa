package dev.hoop.slackbot.slack.card;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.Cut;
import dev.hoop.slackbot.review.Rendered;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.Story;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The dialogs, as the JSON of a view. */
public final class Dialogs {

  private static final int REASON = 1_000;
  private static final int PIECE = 2_900;

  /** A view holds a hundred blocks; two are kept for what is said beside the script. */
  private static final int PIECES = 98;

  /** A view holds 250 kB; characters can take six bytes in JSON. */
  private static final int BYTES = 230_000;

  private final CardSettings settings;

  public Dialogs(CardSettings settings) {
    this.settings = settings;
  }

  /**
   * Asks for the reason of a rejection.
   *
   * @param about null when the review is not known here
   */
  public String reject(Click click, @Nullable Session about) {
    Layout layout = new Layout();
    if (about != null) {
      Section section =
          new Section().foreignBold(Phrases.requester(about), Phrases.NAME).say(" asks to ");
      layout.section(
          Phrases.wish(section, about)
              .say(". Your rejection counts at once, for the whole review."));
    }
    ObjectNode input =
        Layout.JSON
            .createObjectNode()
            .put("type", "input")
            .put("block_id", RejectDialogMetadata.REASON)
            .put("optional", true);
    input.set("label", Layout.plain("Reason", 24));
    input.set("hint", Layout.plain("The requester and the channel see it.", 100));
    input
        .putObject("element")
        .put("type", "plain_text_input")
        .put("action_id", RejectDialogMetadata.REASON)
        .put("multiline", true)
        .put("max_length", REASON);
    layout.block(input);
    ObjectNode view = view("Reject this review", "Cancel", layout);
    view.set("submit", Layout.plain("Reject", 24));
    return view.put("callback_id", RejectDialogMetadata.CALLBACK_ID)
        .put("private_metadata", RejectDialogMetadata.encode(click))
        .toString();
  }

  /** The whole script, or as much of it as a view holds. */
  public String script(Story story, String whole) {
    Layout layout = new Layout();
    if (!settings.showScript()) {
      return words("Scripts are kept out of Slack here. Read it in Hoop.");
    }
    if (whole.isBlank()) {
      return words("The script is empty.");
    }
    String clean = Clean.text(whole);
    int at = 0;
    int bytes = 0;
    while (at < clean.length() && layout.size() < PIECES && bytes < BYTES) {
      String piece = piece(clean, at);
      bytes +=
          Layout.JSON
              .getNodeFactory()
              .textNode(piece)
              .toString()
              .getBytes(StandardCharsets.UTF_8)
              .length;
      if (bytes < BYTES) {
        layout.preformatted(withoutLineEnd(piece));
        at += piece.length();
      }
    }
    Section end = new Section();
    if (at < clean.length()) {
      end.say(
          Phrases.count(clean.length() - at, "more character")
              + (clean.length() - at == 1 ? " does" : " do")
              + " not fit here. ");
    }
    layout.section(end.link(settings.session(story.session().id()), "Open it in Hoop"));
    return view("Whole script", "Close", layout).toString();
  }

  /** The box ends the line by itself. */
  private static String withoutLineEnd(String piece) {
    return piece.length() > 1 && piece.endsWith("\n")
        ? piece.substring(0, piece.length() - 1)
        : piece;
  }

  /** A piece that ends with a line where there is one to end with. */
  private static String piece(String text, int from) {
    String most = Cut.head(text.substring(from, Math.min(text.length(), from + PIECE)), PIECE);
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
  public Rendered notOpened() {
    return RefusalText.rendered(
        new Section().say("The dialog could not be opened in time. Press the button again."));
  }

  /** For somebody who pressed a button that means nothing. */
  public Rendered unknownButton() {
    return RefusalText.rendered(
        new Section().say("This button is not one I know, so nothing was done."));
  }

  private static String words(String words) {
    return view("Whole script", "Close", new Layout().section(new Section().say(words))).toString();
  }

  private static ObjectNode view(String title, String close, Layout layout) {
    ObjectNode view = Layout.JSON.createObjectNode().put("type", "modal");
    view.set("title", Layout.plain(title, 24));
    view.set("close", Layout.plain(close, 24));
    view.set("blocks", layout.blocks());
    return view;
  }
}
