// Words and numbers for people. Money comes as exact decimal text; only drawing turns it into a number.
const usd = new Intl.NumberFormat('en-US', {style: 'currency', currency: 'USD'});
const usdFine = new Intl.NumberFormat('en-US', {
  style: 'currency', currency: 'USD', minimumFractionDigits: 4, maximumFractionDigits: 4,
});
const whole = new Intl.NumberFormat('en-US');
const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false,
});
const day = new Intl.DateTimeFormat(undefined, {month: 'short', day: 'numeric'});

export const number = (text) => Number(text ?? 0);

export function money(text) {
  const value = number(text);
  return value !== 0 && Math.abs(value) < 0.1 ? usdFine.format(value) : usd.format(value);
}

export const count = (value) => whole.format(value);

export const word = (code) => (code ?? '').toLowerCase().replaceAll('_', ' ');

export function timeOf(iso) {
  const at = new Date(iso);
  const today = new Date().toDateString() === at.toDateString();
  return today ? clock.format(at) : `${day.format(at)}, ${clock.format(at)}`;
}

export const exact = (iso) => new Date(iso).toLocaleString();

export function ago(iso) {
  const seconds = Math.round((Date.now() - Date.parse(iso)) / 1000);
  if (seconds < 5) return 'now';
  if (seconds < 90) return `${seconds} s ago`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min ago`;
  if (seconds < 129600) return `${Math.round(seconds / 3600)} h ago`;
  return `${Math.round(seconds / 86400)} d ago`;
}

/** Time since the incident opened: +0:42. */
export function since(start, iso) {
  const total = Math.round((Date.parse(iso) - Date.parse(start)) / 1000);
  const sign = total < 0 ? '−' : '+';
  const s = Math.abs(total);
  const two = (n) => String(n).padStart(2, '0');
  return s >= 3600
    ? `${sign}${Math.floor(s / 3600)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`
    : `${sign}${Math.floor(s / 60)}:${two(s % 60)}`;
}

export function span(ms) {
  if (ms % 3600000 === 0) return `${ms / 3600000} h`;
  if (ms % 60000 === 0) return `${ms / 60000} min`;
  return `${ms / 1000} s`;
}

const TONES = {
  OPEN: 'red', ESCALATED: 'red', MITIGATED: 'blue', VERIFIED: 'green',
  WATCHED: 'amber', SUSPENDED: 'blue', CAPPED: 'amber', REVOKED: 'blue', CRITICAL: 'red', WARNING: 'amber',
  APPLIED: 'green', ALREADY: 'green', ATTEMPTING: 'blue', ISSUED: 'blue', DRY_RUN: 'amber',
  AWAITING_APPROVAL: 'amber', RETRYING: 'amber', REFUSED: 'red', FAILED: 'red', LEAKING: 'red',
  SUSPEND: 'blue', REVOKE: 'blue', CAP: 'blue', THROTTLE: 'blue', RESTORE: 'blue',
  COMMANDED: 'blue', COMMANDED_DRY_RUN: 'amber', VERIFIED_QUIET: 'green', EXECUTION_FAILED: 'red',
};
/** A closed word's colour; the word itself always stands beside it. */
export const tone = (code) => TONES[code] ?? '';
