// One incident: what it is, the evidence, and its story.
import {html, nothing} from './lit-html.js';
import {count, exact, money, since, span, tone, word} from './format.js';
import {badge} from './views.js';

export function detail(d, missing) {
  if (missing) return html`<p class="empty">This incident is not kept any more.</p>`;
  if (!d) return html`<p class="empty">Choose an incident to see its evidence and what was done.</p>`;
  const i = d.incident;
  return html`
    <div>
      <div class="row">${badge(i.state)}${badge(i.severity)}<span class="note">${word(i.cause)}</span>
        <span class="push note">opened ${exact(i.opened_at)}</span></div>
      <h2 class="mono break">${i.credential_id}</h2>
      <p class="break">${i.summary}</p>
    </div>
    <dl class="facts-line">
      ${pair('Spent in the episode', money(i.spend_usd))}
      ${pair('Highest burn rate', `${money(i.burn_usd_per_hour)} / h`)}
      ${i.tenant ? pair('Tenant', i.tenant) : nothing}
      ${i.last_action ? pair('Last command', `${word(i.last_action)}: ${word(i.last_outcome)}`) : nothing}
    </dl>
    <div><h3>Evidence</h3>
      ${d.evidence.length === 0 ? html`<p class="note">The transitions kept carry none.</p>` : d.evidence.map(evidence)}
    </div>
    <div><h3>What happened</h3>
      <ol class="timeline">${d.timeline.map((step) => story(step, i.opened_at))}</ol></div>`;
}

const pair = (name, value) => html`<div><dt>${name}</dt><dd class="break">${value}</dd></div>`;

const evidence = (e) => html`<article class="evidence">
  <div class="row"><strong>${word(e.signal)}</strong>${e.state === 'CLEARED' ? badge('CLEARED') : nothing}
    <span class="push note">${Math.round(e.probability * 1000) / 10} % sure</span></div>
  <p class="break">${e.summary}</p>
  <dl class="facts">
    ${fact(`spend in ${span(e.window_ms)}`, money(e.spend_usd))}
    ${fact('expected or allowed', money(e.expected_usd))}
    ${fact('calls', count(e.request_count))}
    ${fact('tokens', count(e.token_count))}
    ${e.facts.map((f) => fact(f.name.replaceAll('_', ' '), f.value, f.weight))}
  </dl></article>`;

const fact = (name, value, weight = 0) => html`<div><dt>${name}</dt><dd>${value}
  ${weight ? html` <small title="natural-log likelihood ratio">${weight > 0 ? '+' : '−'}${Math.abs(weight).toFixed(1)}</small>` : nothing}</dd></div>`;

const KINDS = {ALERT: 'incident', DECISION: 'decision', COMMAND: 'command', OUTCOME: 'provider'};

const story = (step, opened) => html`<li>
  <time datetime=${step.at} title=${exact(step.at)}>${since(opened, step.at)}</time>
  <i class=${tone(step.label)}></i>
  <div><b>${word(step.label)}</b> <span>${KINDS[step.kind]}</span><p>${step.detail}</p></div></li>`;
