// Holds what was read last and draws it; the stream says which list to read again.
import {render} from './lit-html.js';
import {follow, read, Unauthorized} from './api.js';
import * as chart from './chart.js';
import {detail} from './incident.js';
import * as views from './views.js';

const TOKEN = 'keyfuse.token';
const THEME = 'keyfuse.theme';
const at = (id) => document.getElementById(id);
const seen = {incidents: -1, keys: -1, spend: -1};
const state = {connection: 'connecting', commands: [], selected: null, detail: null, missing: false};
let token = sessionStorage.getItem(TOKEN);
let stopper = null;
let reading = false;
let again = false;

function paint() {
  const {overview, spend} = state;
  render(views.status(state.connection, overview?.caught_up), at('status'));
  render(views.tiles(overview), at('tiles'));
  render(views.incidents(state.incidents, state.selected, select), at('incidents'));
  render(detail(state.detail, state.missing), at('detail'));
  render(views.keys(state.keys, spend, select), at('keys'));
  render(views.decisions(state.decisions), at('decisions'));
  const none = state.incidents?.length === 0;
  at('detail').hidden = none;
  at('split').classList.toggle('one', none);
  at('incidents-note').textContent = state.incidents?.length ? `${state.incidents.length} kept` : '';
  at('keys-note').textContent = state.keys?.length ? 'blocked, capped and watched first' : '';
  at('spend-note').textContent = spend?.approximate
    ? 'last 60 closed minutes; more keys than are kept, so late corrections are approximate'
    : 'last 60 closed minutes';
  if (spend) chart.draw(spend, state.commands, state.incidents ?? []);
}

async function refresh() {
  if (!token || !state.overview) return;
  if (reading) { again = true; return; }
  reading = true;
  try {
    do {
      again = false;
      await readChanged(state.overview.versions);
      paint();
    } while (again);
  } catch (error) {
    if (error instanceof Unauthorized) signOut('The token is not accepted any more.');
  } finally {
    reading = false;
  }
}

async function readChanged(versions) {
  if (versions.incidents !== seen.incidents) {
    const [i, c, d] = await Promise.all([
      read(token, '/incidents'), read(token, '/commands'), read(token, '/decisions?limit=100')]);
    Object.assign(state, {incidents: i.incidents, commands: c.commands, decisions: d.decisions});
    state.selected ??= i.incidents[0]?.incident_id ?? null;
    await readDetail();
    seen.incidents = versions.incidents;
  }
  if (versions.keys !== seen.keys) {
    state.keys = (await read(token, '/keys')).keys;
    seen.keys = versions.keys;
  }
  if (versions.spend !== seen.spend) {
    state.spend = await read(token, '/spend');
    seen.spend = versions.spend;
  }
}

async function readDetail() {
  const wanted = state.selected;
  if (!wanted) return;
  let found = null;
  try {
    found = await read(token, `/incidents/${encodeURIComponent(wanted)}`);
  } catch (error) {
    if (error instanceof Unauthorized) throw error;
  }
  if (wanted === state.selected) Object.assign(state, {detail: found, missing: found === null});
}

async function select(id) {
  state.selected = id;
  paint();
  try {
    await readDetail();
  } catch {
    return signOut('The token is not accepted any more.');
  }
  paint();
  if (matchMedia('(max-width: 940px)').matches) at('detail').scrollIntoView({block: 'start'});
}

function open() {
  at('login').hidden = true;
  at('console').hidden = false;
  stopper = new AbortController();
  paint();
  follow(token, stopper.signal, {
    state: (now) => { state.connection = now; paint(); },
    overview: (overview) => { state.overview = overview; refresh(); },
    unauthorized: () => signOut('This token is not the console token.'),
  });
}

function signOut(message = '') {
  stopper?.abort();
  sessionStorage.removeItem(TOKEN);
  token = null;
  at('login-error').textContent = message;
  at('console').hidden = true;
  at('login').hidden = false;
  at('token').value = '';
  at('token').focus();
}

async function signIn(event) {
  event.preventDefault();
  const given = at('token').value.trim();
  try {
    await read(given, '/overview');
  } catch (error) {
    at('login-error').textContent = error instanceof Unauthorized
      ? 'This is not the console token.' : 'The console does not answer. Try again.';
    return;
  }
  token = given;
  sessionStorage.setItem(TOKEN, token);
  at('login-error').textContent = '';
  at('token').value = '';
  Object.assign(seen, {incidents: -1, keys: -1, spend: -1});
  open();
}

function switchTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme
    ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
  localStorage.setItem(THEME, root.dataset.theme);
  chart.repaint();
  paint();
}

const theme = localStorage.getItem(THEME);
if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
at('login-form').addEventListener('submit', signIn);
at('sign-out').addEventListener('click', () => signOut());
at('theme').addEventListener('click', switchTheme);
addEventListener('resize', chart.resize);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { chart.repaint(); paint(); });
setInterval(() => { if (token) { paint(); refresh(); } }, 10_000);
if (token) open(); else signOut();
