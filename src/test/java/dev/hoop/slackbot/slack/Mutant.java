package dev.hoop.slackbot.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hoop.slackbot.HostileStrings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;

/** One change to a JSON document: at some place, something that does not belong there. */
record Mutant(int place, Change change, String text, int otherPlace) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int HUGE = 200_000;
  private static final int DEEP = 300;

  enum Change {
    DROPPED,
    NULL,
    NUMBER,
    BOOLEAN,
    OTHER_TEXT,
    EMPTY_TEXT,
    HUGE_TEXT,
    EMPTY_OBJECT,
    EMPTY_ARRAY,
    DEEP_ARRAY,
    TWICE,
    ANOTHERS
  }

  static Arbitrary<Mutant> any() {
    Arbitrary<Integer> place =
        Arbitraries.integers()
            .between(0, 1_000_000)
            .withDistribution(RandomDistribution.uniform())
            .withoutEdgeCases();
    return Combinators.combine(place, Arbitraries.of(Change.class), HostileStrings.any(), place)
        .as(Mutant::new);
  }

  void applyTo(JsonNode root) {
    List<Place> places = new ArrayList<>();
    collect(root, places);
    if (places.isEmpty()) {
      return;
    }
    Place here = places.get(place % places.size());
    Place there = places.get(otherPlace % places.size());
    switch (change) {
      case DROPPED -> here.drop.run();
      case NULL -> here.put.accept(JSON.nullNode());
      case NUMBER -> here.put.accept(JSON.getNodeFactory().numberNode(otherPlace));
      case BOOLEAN -> here.put.accept(JSON.getNodeFactory().booleanNode(true));
      case OTHER_TEXT -> here.put.accept(JSON.getNodeFactory().textNode(text));
      case EMPTY_TEXT -> here.put.accept(JSON.getNodeFactory().textNode(""));
      case HUGE_TEXT -> here.put.accept(JSON.getNodeFactory().textNode("x".repeat(HUGE)));
      case EMPTY_OBJECT -> here.put.accept(JSON.createObjectNode());
      case EMPTY_ARRAY -> here.put.accept(JSON.createArrayNode());
      case DEEP_ARRAY -> here.put.accept(deep());
      case TWICE -> here.twice.run();
      case ANOTHERS -> here.put.accept(there.value.deepCopy());
    }
  }

  private static JsonNode deep() {
    ArrayNode node = JSON.createArrayNode();
    for (int i = 0; i < DEEP; i++) {
      ArrayNode outer = JSON.createArrayNode();
      outer.add(node);
      node = outer;
    }
    return node;
  }

  private record Place(JsonNode value, Consumer<JsonNode> put, Runnable drop, Runnable twice) {}

  private static void collect(JsonNode node, List<Place> places) {
    if (node instanceof ObjectNode object) {
      for (String name : names(object)) {
        JsonNode value = object.get(name);
        places.add(
            new Place(
                value,
                other -> object.set(name, other),
                () -> object.remove(name),
                () -> object.set(name + "2", value.deepCopy())));
        collect(value, places);
      }
    }
    if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        int at = i;
        JsonNode value = array.get(at);
        places.add(
            new Place(
                value,
                other -> array.set(at, other),
                () -> array.remove(at),
                () -> array.insert(at, value.deepCopy())));
        collect(value, places);
      }
    }
  }

  private static List<String> names(ObjectNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
