package dev.hoop.slackbot.sandbox;

import dev.hoop.slackbot.sandbox.slack.Message;
import java.io.PrintStream;

/** Prints the steps of the sandbox, and messages as Slack shows them. */
final class ConsolePrinter {

  private final PrintStream out;

  ConsolePrinter(PrintStream out) {
    this.out = out;
  }

  void title(String text) {
    out.println();
    out.println(text);
    out.println("-".repeat(Math.min(text.length(), 100)));
  }

  void line(String text) {
    out.println("  " + text);
  }

  void message(String where, Message message) {
    box(where, message.words());
  }

  /** The first line alone, where the rest is as before. */
  void headline(String where, Message message) {
    line(where + " now says: " + message.words().lines().findFirst().orElse(""));
  }

  void privately(String who, String words) {
    box("only " + who + " sees", words);
  }

  private void box(String where, String words) {
    out.println("  ┌ " + where);
    words.lines().forEach(text -> out.println("  │ " + text));
    out.println("  └");
  }
}
