package dev.hoop.slackbot.slack.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hoop.slackbot.outbox.SlackMessage;
import dev.hoop.slackbot.sandbox.slack.BlockKitRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Messages as files: what a test renders must be what its file holds. With {@code
 * -Dgolden.update=true} the files are written anew, to be read before they are committed.
 */
final class GoldenFiles {

  private static final Path FILES = Path.of("src/test/resources/cards");

  private GoldenFiles() {}

  static void check(String name, SlackMessage message) {
    ObjectNode node = Blocks.JSON.createObjectNode().put("text", message.text());
    JsonNode blocks = parse(message.blocks());
    node.set("blocks", blocks);
    assertThat(BlockKitRules.faultsOfMessage(blocks)).isEmpty();
    compare(name, node);
  }

  static void checkView(String name, String view) {
    JsonNode node = parse(view);
    assertThat(BlockKitRules.faultsOfView(node)).isEmpty();
    compare(name, node);
  }

  static JsonNode parse(String json) {
    try {
      return Blocks.JSON.readTree(json);
    } catch (IOException e) {
      throw new AssertionError("Not JSON: " + json, e);
    }
  }

  private static void compare(String name, JsonNode node) {
    Path file = FILES.resolve(name + ".json");
    try {
      String actual = pretty(node);
      if (Boolean.getBoolean("golden.update")) {
        Files.createDirectories(FILES);
        Files.writeString(file, actual);
      }
      assertThat(file).as("run once with -Dgolden.update=true, and read the file").exists();
      assertThat(actual).as("%s", file).isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new AssertionError("Cannot use " + file, e);
    }
  }

  private static String pretty(JsonNode node) throws IOException {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
    return Blocks.JSON.writer(printer).writeValueAsString(node) + "\n";
  }
}
