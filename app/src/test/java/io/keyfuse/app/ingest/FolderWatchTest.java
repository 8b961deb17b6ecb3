package io.keyfuse.app.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWatchTest {
  @TempDir Path folder;

  @Test
  void shouldGiveAFileOnceWhenItStoppedGrowing() throws Exception {
    FolderWatch watch = new FolderWatch(folder);
    Path file = Files.writeString(folder.resolve("a.csv"), "1\n");

    assertThat(watch.ready()).isEmpty();
    Files.writeString(file, "2\n", StandardOpenOption.APPEND);
    assertThat(watch.ready()).isEmpty();
    assertThat(watch.ready()).containsExactly(file);
    assertThat(watch.ready()).isEmpty();
  }

  @Test
  void shouldGiveAFileAgainWhenItWasReplaced() throws Exception {
    FolderWatch watch = new FolderWatch(folder);
    Path file = Files.writeString(folder.resolve("a.csv"), "1\n");
    assertThat(watch.ready()).isEmpty();
    assertThat(watch.ready()).hasSize(1);

    Path next = Files.writeString(folder.resolve(".a.csv"), "3\n");
    Files.setLastModifiedTime(next, FileTime.fromMillis(1_700_000_000_000L));
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);

    assertThat(watch.ready()).isEmpty();
    assertThat(watch.ready()).containsExactly(file);
  }

  @Test
  void shouldLeaveHiddenAndUnfinishedFilesAlone() throws Exception {
    FolderWatch watch = new FolderWatch(folder);
    Files.writeString(folder.resolve(".hidden.csv"), "1\n");
    Files.writeString(folder.resolve("b.csv.part"), "1\n");
    Files.writeString(folder.resolve("c.csv.tmp"), "1\n");

    assertThat(watch.ready()).isEmpty();
    assertThat(watch.ready()).isEmpty();
  }
}
