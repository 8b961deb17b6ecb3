// The page's parts as templates. Text is only ever bound as text: names come from attackers too.
import {html, svg, nothing} from './lit-html.js';
import {ago, count, exact, money, number, timeOf, tone, word} from './format.js';

export const badge = (code) => html`<span class="badge ${tone(code)}">${word(code)}</span>`;
export const when = (iso, text) => html`<time datetime=${iso} title=${exact(iso)}>${text}</time>`;

export function status(connection, caughtUp) {
  const [mode, text] = connection === 'live'
    ? (caughtUp ? ['on', 'live'] : ['', 'catching up'])
    : connection === 'lost' ? ['off', 'connection lost, trying again'] : ['', 'connecting'];
  return html`<span class="live ${mode}"><i class=${mode === 'on' ? '' : 'pulse'}></i><span>${text}</span></span>`;
}

const tile = (title, value, note, mood = '') => html`<article class="tile ${mood}">
  <h3>${title}</h3><b>${value}</b><span class="note">${note}</span></article>`;

export function tiles(o) {
  if (!o) return nothing;
  const minute = o.newest_minute;
  const open = o.incidents_open;
  const watched = o.keys_watched;
  const capped = o.keys_capped;
  const blockedNote = [watched && `${count(watched)} watched`, capped && `${count(capped)} capped`]
    .filter(Boolean).join(', ') || 'suspended or revoked';
  return html`
    ${tile('Spend, last minute', money(o.spend_last_minute_usd), minute ? `closed ${timeOf(minute)}` : 'no closed minute yet')}
    ${tile('Burn rate', html`${money(o.burn_usd_per_hour)}<small> / h</small>`, 'mean of five minutes')}
    ${tile('Open incidents', count(open), open ? 'nothing has stopped them yet' : 'nothing is burning', open ? 'hot' : '')}
    ${tile('Keys blocked', count(o.keys_blocked), blockedNote)}
    ${tile('Burn stopped', html`${money(o.stopped_burn_usd_per_hour)}<small> / h</small>`, 'as judged when stopped', number(o.stopped_burn_usd_per_hour) > 0 ? 'good' : '')}`;
}

export function incidents(list, selected, onSelect) {
  if (!list) return html`<p class="empty">Loading…</p>`;
  if (list.length === 0) {
    return html`<p class="empty">No incidents. When a key leaves its own baseline or crosses a cap, it
      shows here with the evidence.</p>`;
  }
  return html`<div class="list-scroll">${list.map((i) => html`
    <button class="incident" type="button" aria-pressed=${i.incident_id === selected}
        @click=${() => onSelect(i.incident_id)}>
      <span class="row">${badge(i.state)}<span>${word(i.cause)}</span>
        <span class="push note">${when(i.opened_at, ago(i.opened_at))}</span></span>
      <span class="row"><span class="mono clip" title=${i.credential_id}>${i.credential_id}</span></span>
      <span class="row note"><span>${money(i.spend_usd)} spent</span><span>·</span>
        <span>${money(i.burn_usd_per_hour)}/h</span>
        ${i.last_action ? html`<span class="push">${word(i.last_action)}: ${word(i.last_outcome)}</span>` : nothing}
      </span>
    </button>`)}</div>`;
}

/** A key's last hour as a line of 60 points. */
function spark(values) {
  const numbers = values.map(number);
  const max = Math.max(...numbers, 1e-9);
  const points = numbers.map((v, i) => `${i},${(24 - (Math.max(v, 0) / max) * 22).toFixed(2)}`);
  return html`<svg class="spark" viewBox="0 0 59 25" preserveAspectRatio="none" aria-hidden="true">
    ${svg`<path d=${`M0,25 L${points.join(' L')} L59,25`}></path>`}</svg>`;
}

/** States and spend of the last hour in one table: keys with something open first. */
export function keys(states, spend, onIncident) {
  if (!states || !spend) return html`<p class="empty">Loading…</p>`;
  const rows = new Map(states.map((s) => [s.credential_id, {id: s.credential_id, status: s}]));
  for (const k of spend.keys) {
    rows.set(k.credential_id, {...(rows.get(k.credential_id) ?? {id: k.credential_id}), spend: k});
  }
  if (rows.size === 0) {
    return html`<p class="empty">No keys yet. A key shows here with its first closed minute.</p>`;
  }
  return html`<table><thead><tr><th>Key</th><th>State</th><th class="num">Last hour</th>
    <th>Per minute</th><th>Since</th><th>Why</th></tr></thead>
    <tbody>${[...rows.values()].map((r) => keyRow(r, onIncident))}</tbody></table>`;
}

const keyRow = (r, onIncident) => html`<tr>
  <td class="key mono">${r.id}</td>
  <td>${badge(r.status?.state ?? 'ACTIVE')}</td>
  <td class="num">${r.spend ? money(r.spend.sum_usd) : '–'}</td>
  <td>${r.spend ? spark(r.spend.spend_usd) : nothing}</td>
  <td class="note">${r.status ? when(r.status.since, ago(r.status.since)) : '–'}</td>
  <td class="why">${r.status?.reason ?? ''}
    ${r.status?.incident_id ? html` <button class="link" type="button"
      @click=${() => onIncident(r.status.incident_id)}>incident</button>` : nothing}</td></tr>`;

export function decisions(list) {
  if (!list || list.length === 0) return html`<p class="empty">No decisions yet.</p>`;
  return html`<table><thead><tr><th>Time</th><th>Decision</th><th>Stage</th><th>Key</th><th>Detail</th></tr></thead>
    <tbody>${list.map((d) => html`<tr>
      <td class="note">${when(d.at, timeOf(d.at))}</td>
      <td>${badge(d.reason)}</td>
      <td class="note">${d.stage}</td>
      <td class="key mono">${d.credential_id}</td>
      <td class="why">${d.detail}</td></tr>`)}</tbody></table>`;
}
