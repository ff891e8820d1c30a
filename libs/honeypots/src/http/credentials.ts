import type { EventFields } from '../events/event-for.js';
import { header, type Header } from './message.js';

export interface Tried { user: string; secret: string }

const USER_FIELDS = ['username', 'user', 'login', 'email', 'log', 'name', 'uname', 'user_login'];
const SECRET_FIELDS = ['password', 'pass', 'passwd', 'pwd', 'user_pass', 'secret'];

/** Name and password in a form or a JSON body, however its fields are called; null when there is neither. */
export function triedInBody(body: Buffer, contentType: string | null): Tried | null {
  const text = body.toString('utf8');
  const fields = contentType?.includes('json') ? jsonFields(text) : new Map(new URLSearchParams(text));
  const user = USER_FIELDS.map((name) => fields.get(name)).find((value) => value !== undefined);
  const secret = SECRET_FIELDS.map((name) => fields.get(name)).find((value) => value !== undefined);
  return user === undefined && secret === undefined ? null : { user: user ?? '', secret: secret ?? '' };
}

/** What a client offers in `Authorization: Basic`. */
export function triedInHeaders(headers: readonly Header[]): Tried | null {
  const encoded = /^basic\s+([a-z0-9+/=]+)$/i.exec(header(headers, 'authorization') ?? '')?.[1];
  if (encoded === undefined) return null;
  const [user = '', ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return { user, secret: rest.join(':') };
}

export function loginFields({ user, secret }: Tried, success: boolean, method: string): EventFields {
  return { user, secret, outcome: success ? 'success' : 'failure', data: { method } };
}

function jsonFields(text: string): Map<string, string> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return new Map();
    return new Map(Object.entries(value).flatMap(([key, item]) => (typeof item === 'string' ? [[key, item] as const] : [])));
  } catch {
    // Not JSON after all: then there is nothing in it that could be a login.
    return new Map();
  }
}
