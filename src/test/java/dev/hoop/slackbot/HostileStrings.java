package dev.hoop.slackbot;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Text as nobody should write it, for the properties of every package. */
public final class HostileStrings {

  private static final String[] PIECES = {
    "<!channel>",
    "<!here>",
    "<!everyone>",
    "<@U0ANN>",
    "<#C0REVIEWS>",
    "<!subteam^S1>",
    "<!date^0^{date}|x>",
    "<https://evil.example|Approve>",
    "https://evil.example/x?a=b|c",
    "mailto:a@b.c",
    "www.evil.example",
    "@channel",
    "@here",
    "<",
    ">",
    "&",
    "&lt;!channel&gt;",
    "&amp;",
    "```",
    "`",
    "*",
    "_",
    "~",
    ":smile:",
    ":",
    "#",
    "#0123456789abcdef",
    "\"",
    "\\",
    "\\u0000",
    "\n",
    "\r",
    "\r\n",
    "\t",
    " ",
    "\u00A0",
    "\u0000",
    "\u0007",
    "\u007F",
    "\u009B",
    "\u2028",
    "\u2029",
    "\u202E",
    "\u2066",
    "\u200B",
    "\u200D",
    "\uFEFF",
    "\uFFFF",
    "\uE000",
    "\u2800",
    "\u3164",
    "\u0301",
    "\uD800",
    "\uDC00",
    "\uD83D\uDE00",
    "\uDB40\uDC41",
    "null",
    "7a96253c-f89d-4cf2-975c-ac86bd2a349d",
    "{\"group\":",
    "dba",
  };

  private HostileStrings() {}

  /** Anything: empty, short and very long, of markup, of half characters, of all of these. */
  public static Arbitrary<String> any() {
    Arbitrary<String> piece = Arbitraries.of(PIECES);
    Arbitrary<String> mixed = piece.list().ofMaxSize(8).map(l -> String.join("", l));
    Arbitrary<String> units =
        Arbitraries.strings().withCharRange('\u0000', '\uFFFF').ofMaxLength(40);
    Arbitrary<String> longOnes =
        Combinators.combine(mixed, units, Arbitraries.of(20, 76, 151, 256, 1_001, 2_001, 4_001))
            .as((a, b, length) -> stretched(a + b, length));
    return Arbitraries.frequencyOf(
        Tuple.of(6, mixed),
        Tuple.of(3, units),
        Tuple.of(2, longOnes),
        Tuple.of(1, Arbitraries.of("", " ", "dba", "sre")));
  }

  /** Good text with a few places overwritten, cut out or added to. */
  public static Arbitrary<String> almost(String... good) {
    Arbitrary<Integer> at = Arbitraries.integers().between(0, 200);
    return Combinators.combine(Arbitraries.of(good), at, at, any())
        .as(
            (text, a, b, with) -> {
              int from = Math.min(Math.min(a, b), text.length());
              int to = Math.min(Math.max(a, b), text.length());
              return text.substring(0, from) + with + text.substring(to);
            });
  }

  private static String stretched(String text, int length) {
    String unit = text.isEmpty() ? "x" : text;
    return unit.repeat(length / unit.length() + 1).substring(0, length);
  }
}
