package dev.hoop.slackbot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the README says of the code. */
final class ReadmeTest {

  private static final Pattern CLASS = Pattern.compile("`([a-z]+(?:\\.[a-z]+)*\\.[A-Z]\\w+)`");
  private static final Pattern TEST_CLASS =
      Pattern.compile("`((?:[A-Z]\\w*Test)|SampleSnapshots)`");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "### The rooms",
        "### A review, from poll to card",
        "### A click, from socket to verdict",
        "### How to add"
      })
  void everyClassThatItNamesExists(String chapter) throws IOException {
    String text = chapter(chapter);

    assertThat(names(CLASS, text))
        .allSatisfy(
            name ->
                assertThat(Path.of("src/main/java/dev/hoop/slackbot", path(name))).isRegularFile());
    try (Stream<Path> tests = Files.walk(Path.of("src/test/java"))) {
      List<String> there = tests.map(file -> file.getFileName().toString()).toList();
      assertThat(names(TEST_CLASS, text)).allMatch(name -> there.contains(name + ".java"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"### A review, from poll to card", "### A click, from socket to verdict"})
  void aWalkNamesItsClasses(String chapter) throws IOException {
    assertThat(names(CLASS, chapter(chapter))).hasSizeGreaterThan(7);
  }

  private static String chapter(String heading) throws IOException {
    String all = Files.readString(Path.of("README.md"));
    int from = all.indexOf(heading);
    assertThat(from).as("the chapter " + heading).isNotNegative();
    int to = all.indexOf("\n### ", from + 1);
    return to < 0 ? all.substring(from) : all.substring(from, to);
  }

  private static List<String> names(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult found) -> found.group(1)).toList();
  }

  private static String path(String name) {
    return name.replace('.', '/') + ".java";
  }
}
