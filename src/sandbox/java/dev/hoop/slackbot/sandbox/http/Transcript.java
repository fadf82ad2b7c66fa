package dev.hoop.slackbot.sandbox.http;

import java.util.List;
import java.util.function.Function;

/** Builds the text that explains a failed test: what a stand-in holds, and its last requests. */
public final class Transcript {
  private final StringBuilder out = new StringBuilder();

  public Transcript line(String text) {
    out.append(text).append('\n');
    return this;
  }

  /** Adds each line of a message's text, indented and marked. */
  public Transcript quote(String text) {
    text.lines().forEach(line -> line("    | " + line));
    return this;
  }

  /** Adds the heading, and a line for each of the last {@code count} items. */
  public <T> Transcript last(String heading, List<T> items, int count, Function<T, String> shown) {
    line(heading);
    items
        .subList(Math.max(0, items.size() - count), items.size())
        .forEach(item -> line("  " + shown.apply(item)));
    return this;
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
