import type { CapturedEventResponse } from '@decnet/contract';

/** What happened, in the parts that the feed sets in different type. Everything an intruder typed is in `quoted` and only ever shown as text. */
export interface EventStory {
  verb: string;
  quoted: string | null;
  /** How it ended, in a word. */
  outcome: string | null;
  tone: 'bad' | 'good' | 'plain';
}

const OUTCOMES: Record<string, string> = { success: 'let in', failure: 'rejected', refused: 'refused', filtered: 'no answer' };

function tone(event: CapturedEventResponse): EventStory['tone'] {
  if (event.eventType === 'login') return event.outcome === 'success' ? 'bad' : 'good';
  return ['command', 'upload', 'download', 'forward'].includes(event.eventType) ? 'bad' : 'plain';
}

function credentials({ user, secret }: CapturedEventResponse): string | null {
  if (user === null && secret === null) return null;
  return secret === null ? user : `${user ?? ''} / ${secret}`;
}

function bytesOf(bytes: number | null): string | null {
  return bytes === null ? null : `${bytes.toLocaleString('en')} bytes`;
}

const VERBS: Record<string, string> = {
  login: 'tried to sign in as', command: 'ran', request: 'asked for', connect: 'connected', disconnect: 'hung up', download: 'downloaded', upload: 'uploaded',
  forward: 'tried to go on to', scan: 'scanned', error: 'sent something broken', 'session.open': 'opened a session', 'session.close': 'closed the session',
};

function quotedOf(event: CapturedEventResponse): string | null {
  if (event.eventType === 'login') return credentials(event);
  return event.command ?? event.request ?? bytesOf(event.bytes);
}

function outcomeOf({ eventType, outcome }: CapturedEventResponse): string | null {
  if (outcome === null) return null;
  const worthSaying = eventType === 'login' || outcome === 'refused' || outcome === 'filtered';
  return worthSaying ? OUTCOMES[outcome] ?? outcome : null;
}

function verbOf({ eventType, outcome }: CapturedEventResponse, named: boolean): string {
  if (eventType === 'login' && outcome === 'success') return named ? 'signed in as' : 'signed in';
  if (eventType === 'login' && !named) return 'tried to sign in';
  return VERBS[eventType] ?? eventType;
}

export function describeEvent(event: CapturedEventResponse): EventStory {
  const quoted = quotedOf(event);
  return { verb: verbOf(event, quoted !== null), quoted, outcome: outcomeOf(event), tone: tone(event) };
}

/** One sentence for screen readers and for the browser's search. */
export function sentence(event: CapturedEventResponse): string {
  const { verb, quoted, outcome } = describeEvent(event);
  return `${event.srcIp} ${verb}${quoted === null ? '' : ` ${quoted}`} on ${event.deckyName}, ${event.service}${outcome === null ? '' : `, ${outcome}`}`;
}
