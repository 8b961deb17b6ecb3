// Spend per minute as stacked bars: the five dearest keys, then all others.
import uPlot from './uplot.js';
import {html, render} from './lit-html.js';
import {money, number} from './format.js';

const TOP = 5;
const slots = new Map();
let plot = null;
let shape = '';
let marks = [];
let bands = [];

/** A key keeps its colour for as long as it stays among the dearest. */
function slotsFor(ids) {
  for (const id of [...slots.keys()]) if (!ids.includes(id)) slots.delete(id);
  for (const id of ids) {
    if (slots.has(id)) continue;
    const used = new Set(slots.values());
    slots.set(id, [0, 1, 2, 3, 4].find((slot) => !used.has(slot)));
  }
}

const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** light-dark() in a custom property stays unresolved, so a probe element resolves it. */
function colour(name) {
  const probe = document.createElement('i');
  probe.hidden = true;
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value || css(name);
}

/** Bands from the bottom up, and cumulated series from the top down so that bars cover each other. */
function stack(spend) {
  const total = spend.total_usd.map(number);
  const top = spend.keys.slice(0, TOP);
  slotsFor(top.map((key) => key.credential_id));
  const other = [...total];
  const named = top.map((key) => {
    const values = key.spend_usd.map(number);
    values.forEach((value, i) => { other[i] -= value; });
    return {name: key.credential_id, slot: slots.get(key.credential_id), values};
  });
  const rest = {name: 'all other keys', slot: 'other', values: other.map((v) => (v > 1e-9 ? v : 0))};
  return rest.values.some((v) => v > 0) || named.length === 0 ? [rest, ...named] : named;
}

function cumulate(list) {
  const sums = [];
  list.forEach((band, i) => sums.push(band.values.map((v, m) => v + (i > 0 ? sums[i - 1][m] : 0))));
  return sums.reverse();
}

export function draw(spend, commands, incidents) {
  const box = document.getElementById('chart');
  if (!spend?.newest_minute) {
    discard();
    render(html`<p class="empty">No closed minute yet. Spend shows here about a minute after the
      first usage event.</p>`, box);
    render('', document.getElementById('legend'));
    return;
  }
  const end = Date.parse(spend.newest_minute) / 1000;
  const xs = spend.total_usd.map((_, i) => end - (spend.total_usd.length - 1 - i) * 60);
  bands = stack(spend);
  marks = marksOf(incidents, commands, xs[0] - 30, end + 90);
  const wanted = `${bands.map((b) => b.slot).join()}|${document.documentElement.dataset.theme}|${matchMedia('(prefers-color-scheme: dark)').matches}`;
  const data = [xs, ...cumulate(bands)];
  if (!plot || wanted !== shape) {
    discard();
    render('', box);
    shape = wanted;
    plot = new uPlot(options(box), data, box);
  } else {
    plot.setData(data);
  }
  legend(null);
}

function discard() {
  plot?.destroy();
  plot = null;
}

function marksOf(incidents, commands, from, to) {
  const inside = (mark) => mark.at >= from && mark.at <= to;
  const opened = incidents.map((i) => ({at: Date.parse(i.opened_at) / 1000, name: '--red'}));
  const stopped = commands.flatMap((c) => c.outcomes.filter((o) => o.status === 'APPLIED')
    .map((o) => ({at: Date.parse(o.at) / 1000, name: '--green'})));
  return [...opened, ...stopped].filter(inside);
}

function options(box) {
  const text = colour('--muted');
  const grid = {stroke: colour('--line'), width: 1};
  const font = '11.5px system-ui, "DejaVu Sans", sans-serif';
  const bars = uPlot.paths.bars({size: [0.78, 26], radius: 0.12});
  return {
    width: box.clientWidth,
    height: 230,
    legend: {show: false},
    cursor: {y: false, points: {show: false}, drag: {x: false, y: false}},
    scales: {x: {time: true, range: (_, min, max) => [min - 40, max + 70]},
      y: {range: (_, min, max) => [Math.min(0, min), Math.max(max * 1.12, 0.01)]}},
    axes: [
      {stroke: text, font, grid: {show: false}, ticks: {show: false}, size: 28, space: 90,
        values: (_, at) => at.map((s) => new Date(s * 1000).toLocaleTimeString([], {hour: '2-digit', minute: '2-digit', hour12: false}))},
      {stroke: text, font, grid, ticks: {show: false}, size: 72, space: 44,
        values: (_, at) => at.map((v) => (v === 0 ? '$0' : money(String(v))))},
    ],
    series: [{}, ...[...bands].reverse().map((band) => ({
      label: band.name, fill: colour(`--series-${band.slot}`), width: 0, paths: bars, points: {show: false},
    }))],
    hooks: {draw: [drawMarks], setCursor: [(u) => legend(u.cursor.idx)]},
  };
}

function drawMarks(u) {
  const {ctx, bbox} = u;
  ctx.save();
  ctx.lineWidth = 2 * devicePixelRatio;
  ctx.setLineDash([5 * devicePixelRatio, 4 * devicePixelRatio]);
  for (const mark of marks) {
    // Opened and applied often fall together: one a little left, one a little right.
    const side = (mark.name === '--red' ? -1.5 : 1.5) * devicePixelRatio;
    const x = Math.round(u.valToPos(mark.at, 'x', true)) + side;
    ctx.strokeStyle = colour(mark.name);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  }
  ctx.restore();
}

function legend(index) {
  const at = index ?? (bands[0]?.values.length ?? 1) - 1;
  const when = index == null ? 'newest minute' : new Date(plot.data[0][at] * 1000).toLocaleTimeString([], {hour: '2-digit', minute: '2-digit', hour12: false});
  render(html`<em>${when}</em>
    ${[...bands].sort(byLegend).map((band) => html`<span title=${band.name}>
      <i class="swatch s${band.slot}"></i><span class="name mono">${band.name}</span>
      <em>${money(String(band.values[at]))}</em></span>`)}
    ${marks.some((m) => m.name === '--red') ? html`<span><i class="swatch mark-open"></i>incident opened</span>` : ''}
    ${marks.some((m) => m.name === '--green') ? html`<span><i class="swatch mark-stop"></i>command applied</span>` : ''}`,
  document.getElementById('legend'));
}

const byLegend = (a, b) => (a.slot === 'other') - (b.slot === 'other');

export function resize() {
  const box = document.getElementById('chart');
  plot?.setSize({width: box.clientWidth, height: 230});
}

export function repaint() {
  shape = '';
}
