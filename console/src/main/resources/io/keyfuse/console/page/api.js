// The API client. The token goes in a header only, also for the stream, which is why the stream is
// read with fetch and not with EventSource.
const SILENCE_MS = 75_000;

export class Unauthorized extends Error {}

export async function read(token, path) {
  const answer = await fetch(`/api/v1${path}`, {
    headers: {Authorization: `Bearer ${token}`}, cache: 'no-store', credentials: 'omit',
  });
  if (answer.status === 401) throw new Unauthorized();
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return answer.json();
}

/** Follows the stream until the signal aborts; calls on.overview, on.state and on.unauthorized. */
export async function follow(token, signal, on) {
  let wait = 1000;
  while (!signal.aborted) {
    try {
      on.state('connecting');
      await readStream(token, signal, (event) => { wait = 1000; on.state('live'); on.overview(event); });
    } catch (error) {
      if (error instanceof Unauthorized) return on.unauthorized();
    }
    if (signal.aborted) return;
    on.state('lost');
    await new Promise((resume) => setTimeout(resume, wait));
    wait = Math.min(wait * 2, 30_000);
  }
}

async function readStream(token, outer, onEvent) {
  const own = new AbortController();
  const stop = () => own.abort();
  outer.addEventListener('abort', stop);
  let timer = setTimeout(stop, SILENCE_MS);
  try {
    const answer = await fetch('/api/v1/stream', {
      headers: {Authorization: `Bearer ${token}`, Accept: 'text/event-stream'},
      cache: 'no-store', credentials: 'omit', signal: own.signal,
    });
    if (answer.status === 401) throw new Unauthorized();
    if (!answer.ok) throw new Error(`stream answered ${answer.status}`);
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let buffer = '';
    for (;;) {
      const {value, done} = await reader.read();
      if (done) return;
      clearTimeout(timer);
      timer = setTimeout(stop, SILENCE_MS);
      buffer += value;
      for (let end = buffer.indexOf('\n\n'); end >= 0; end = buffer.indexOf('\n\n')) {
        take(buffer.slice(0, end), onEvent);
        buffer = buffer.slice(end + 2);
      }
    }
  } finally {
    clearTimeout(timer);
    outer.removeEventListener('abort', stop);
  }
}

function take(block, onEvent) {
  const data = block.split('\n').filter((line) => line.startsWith('data: '));
  if (data.length > 0) onEvent(JSON.parse(data.map((line) => line.slice(6)).join('\n')));
}
