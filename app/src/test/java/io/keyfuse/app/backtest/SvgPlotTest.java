package io.keyfuse.app.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.app.backtest.SvgPlot.Data;
import io.keyfuse.app.backtest.SvgPlot.Mark;
import io.keyfuse.schemas.money.NanoUsd;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class SvgPlotTest {
  private static final Instant EIGHT = Instant.parse("2026-05-04T08:00:00Z");

  @Test
  void shouldDrawWellFormedBarsThatKeepTheirProportion() throws Exception {
    TreeMap<Long, Long> hours = new TreeMap<>();
    hours.put(EIGHT.toEpochMilli(), 5 * NanoUsd.PER_USD);
    hours.put(EIGHT.plusSeconds(3_600).toEpochMilli(), 10 * NanoUsd.PER_USD);

    Document svg =
        parsed(
            SvgPlot.draw(
                new Data("<a> & b", hours, NanoUsd::display, List.of()),
                EIGHT,
                EIGHT.plusSeconds(7_200)));

    NodeList bars = svg.getElementsByTagName("rect");
    double half = Double.parseDouble(attribute(bars, 1, "height"));
    double full = Double.parseDouble(attribute(bars, 2, "height"));
    assertThat(full).isEqualTo(2 * half).isEqualTo(240);
    assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("<a> & b");
  }

  @Test
  void shouldMarkWhatHappenedAtItsTime() throws Exception {
    Data data =
        new Data(
            "spend",
            new TreeMap<>(),
            NanoUsd::display,
            List.of(new Mark(EIGHT.plusSeconds(3_600), "suspend")));

    Document svg = parsed(SvgPlot.draw(data, EIGHT, EIGHT.plusSeconds(7_200)));

    NodeList lines = svg.getElementsByTagName("line");
    assertThat(attribute(lines, lines.getLength() - 1, "x1")).isEqualTo("510.0");
  }

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  private static String attribute(NodeList nodes, int at, String name) {
    return nodes.item(at).getAttributes().getNamedItem(name).getNodeValue();
  }
}
