package io.keyfuse.testkit.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One page of a list that continues after an id. */
record Paging(List<ObjectNode> items, boolean hasMore) {

  /** Reads {@code limit}; refuses one outside 1 to max with 400. */
  static int limit(StandInRequest request, int usual, int max) {
    String text = request.parameter("limit");
    try {
      int limit = text == null ? usual : Integer.parseInt(text);
      if (limit >= 1 && limit <= max) {
        return limit;
      }
    } catch (NumberFormatException e) {
      throw outside(max);
    }
    throw outside(max);
  }

  /** Cuts the page that follows the id {@code after}, or the first one. */
  static Paging of(List<ObjectNode> all, @Nullable String after, int limit) {
    int from = 0;
    for (int i = 0; after != null && i < all.size(); i++) {
      if (after.equals(Json.text(all.get(i), "id"))) {
        from = i + 1;
      }
    }
    if (after != null && from == 0) {
      throw new StandInRefusal(400, "invalid_cursor", "no item has the id " + after);
    }
    int to = Math.min(all.size(), from + limit);
    return new Paging(all.subList(from, to), to < all.size());
  }

  @Nullable String firstId() {
    return items.isEmpty() ? null : Json.text(items.get(0), "id");
  }

  @Nullable String lastId() {
    return items.isEmpty() ? null : Json.text(items.get(items.size() - 1), "id");
  }

  private static StandInRefusal outside(int max) {
    return new StandInRefusal(400, "invalid_limit", "limit: must be between 1 and " + max);
  }
}
