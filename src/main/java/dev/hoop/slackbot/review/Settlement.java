package dev.hoop.slackbot.review;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a click led to.
 *
 * @param decision null when nothing counted
 * @param owed what the person must be told
 */
public record Settlement(@Nullable Decision decision, List<Owed> owed) {

  public Settlement {
    owed = List.copyOf(owed);
  }
}
