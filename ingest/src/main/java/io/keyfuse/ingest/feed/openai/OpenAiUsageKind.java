package io.keyfuse.ingest.feed.openai;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The kinds of usage that OpenAI reports apart, each at {@code /organization/usage/KIND}. */
public enum OpenAiUsageKind {
  /** Model answers. */
  COMPLETIONS("completions", "chat"),
  /** Embeddings. */
  EMBEDDINGS("embeddings", "embeddings"),
  /** Moderations. */
  MODERATIONS("moderations", "moderations"),
  /** Images. */
  IMAGES("images", "images"),
  /** Speech from text. */
  AUDIO_SPEECHES("audio_speeches", "audio_speeches"),
  /** Text from speech. */
  AUDIO_TRANSCRIPTIONS("audio_transcriptions", "audio_transcriptions"),
  /** Bytes in vector stores; no calls. */
  VECTOR_STORES("vector_stores", "vector_stores"),
  /** Code interpreter sessions. */
  CODE_INTERPRETER_SESSIONS("code_interpreter_sessions", "code_interpreter_sessions"),
  /** File search calls. */
  FILE_SEARCH_CALLS("file_searches", "file_search_calls"),
  /** Web search calls. */
  WEB_SEARCH_CALLS("web_searches", "web_search_calls");

  private final String object;
  private final String operation;

  OpenAiUsageKind(String object, String operation) {
    this.object = object;
    this.operation = operation;
  }

  /** Returns the kind of a path's last part. */
  public static OpenAiUsageKind ofPath(String path) {
    return valueOf(path.toUpperCase(Locale.ROOT));
  }

  /** Returns the last part of the kind's path. */
  public String path() {
    return name().toLowerCase(Locale.ROOT);
  }

  String operation() {
    return operation;
  }

  /** Returns the kind of a result's {@code object}, or nothing. */
  public static Optional<OpenAiUsageKind> ofObject(@Nullable String object) {
    return Arrays.stream(values())
        .filter(kind -> ("organization.usage." + kind.object + ".result").equals(object))
        .findFirst();
  }
}
