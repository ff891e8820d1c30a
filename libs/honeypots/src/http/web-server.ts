import type { Grammar } from './grammar.js';
import type { Head, Header, Refusal, RequestLine } from './message.js';

/** A file of the site. */
export interface Document { kind: 'document'; body: Buffer; modified: Date }
/** What the application behind the server answers. */
export interface Page { kind: 'page'; status: number; body: string; headers: readonly Header[] }
export type Resource = Document | Page | { kind: 'missing' };

/** What a server answers, before it is written down. */
export interface Answer {
  status: number;
  /** Empty without a body. */
  body: Buffer;
  /** An error page of the server's own. */
  isError: boolean;
  contentType: string | null;
  document?: { modified: Date; tag: string };
  extra: readonly Header[];
  /** The connection ends with it, whatever the other side asked for. */
  closes?: boolean;
  /** Sent without saying how long it is. */
  unmeasured?: boolean;
}

/** What is needed of a request to write its answer down; all null when it was not understood. */
export interface Asked { line: RequestLine | null; headers: readonly Header[]; keepsOpen: boolean; served: number }

/** One product of web server: which requests it takes and what its answers look like on the wire. */
export interface WebServer {
  readonly grammar: Grammar;
  /** How long it waits for a request, and for the next one on the same connection. */
  readonly headMs: number;
  readonly keepAliveMs: number;
  /** After so many requests a connection is closed. */
  readonly maxRequests: number;
  /** Whether it says `100 Continue` even when nobody wants the body. */
  readonly alwaysContinues: boolean;
  refuse(refusal: Refusal): Answer;
  /** `broken`: the body was malformed. */
  respond(head: Head, resource: Resource, broken: boolean): Answer;
  write(answer: Answer, asked: Asked, now: number): Buffer;
}

export function httpDate(time: Date | number): string {
  return new Date(time).toUTCString();
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character]!);
}

export function lines(headers: readonly Header[]): string {
  return headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
}
