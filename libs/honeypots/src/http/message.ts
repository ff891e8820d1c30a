export type Header = readonly [name: string, value: string];

/** HTTP versions as the servers count them: 9 is 0.9, 10 is 1.0, 11 is 1.1 and whatever they treat as such. */
export type Version = 9 | 10 | 11;

export interface RequestLine {
  method: string;
  target: string;
  version: Version;
  /** From an absolute URI; wins over the Host header. */
  authority: string | null;
  /** What follows scheme and authority, undecoded. */
  pathAndQuery: string;
}

/** Everything before the body. */
export interface Head extends RequestLine {
  /** Decoded, without query. */
  path: string;
  headers: readonly Header[];
  host: string | null;
  /** Bytes of body that were announced. */
  length: number;
  chunked: boolean;
}

/** A request that the server does not take. `host` is known when the refusal comes after the headers. */
export interface Refusal { status: number; detail?: string; host?: string | null; line?: RequestLine }

export function isRefusal(value: object): value is Refusal {
  return 'status' in value;
}

/** Value of the first header of that name, which is given in lower case. */
export function header(headers: readonly Header[], name: string): string | null {
  return headers.find(([key]) => key.toLowerCase() === name)?.[1] ?? null;
}

export function headersOf(headers: readonly Header[], name: string): string[] {
  return headers.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);
}

/** Whether a comma separated header carries a word. */
export function hasToken(headers: readonly Header[], name: string, token: string): boolean {
  return headersOf(headers, name).some((value) => value.toLowerCase().split(',').some((word) => word.trim().split(';')[0]!.trim() === token));
}

/** Whether the other side may send another request on this connection. */
export function wantsMore({ version, headers }: Head): boolean {
  if (version === 11) return !hasToken(headers, 'connection', 'close');
  return version === 10 && hasToken(headers, 'connection', 'keep-alive');
}

/** Name in the one Host header, null when there is none. False when it is missing where it is due, there are two, or its name is not `legal`. */
export function hostOf(version: Version, headers: readonly Header[], legal: RegExp): string | null | false {
  const hosts = headersOf(headers, 'host');
  if (hosts.length > 1 || (version === 11 && hosts.length === 0)) return false;
  return hosts.every((host) => legal.test(host)) && (hosts[0] ?? null);
}
