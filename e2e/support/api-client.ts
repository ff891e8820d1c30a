import type { LoginResponse, TopologyResponse } from '@decnet/contract';
import type { TopologyStatus } from '@decnet/domain';

export interface Answer<T = Record<string, unknown>> {
  status: number;
  body: T;
  headers: Headers;
}

/** Speaks to an API as any client would: over HTTP, with a token. */
export class ApiClient {
  constructor(readonly url: string, readonly token?: string) {}

  static async signIn(url: string, username: string, password: string): Promise<ApiClient> {
    const { status, body } = await new ApiClient(url).post<LoginResponse>('/auth/login', { username, password });
    if (status !== 200) throw new Error(`sign-in of ${username} was answered ${status}`);
    return new ApiClient(url, body.accessToken);
  }

  get<T = Record<string, unknown>>(path: string, headers: Record<string, string> = {}): Promise<Answer<T>> {
    return this.send('GET', path, undefined, headers);
  }

  post<T = Record<string, unknown>>(path: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Answer<T>> {
    return this.send('POST', path, body, headers);
  }

  patch<T = Record<string, unknown>>(path: string, body: unknown = {}): Promise<Answer<T>> {
    return this.send('PATCH', path, body);
  }

  delete<T = Record<string, unknown>>(path: string): Promise<Answer<T>> {
    return this.send('DELETE', path);
  }

  /** @param path under /api/v1 */
  async send<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer<T>> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        ...(this.token !== undefined && { authorization: `Bearer ${this.token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true && text !== '';
    return { status: response.status, body: (isJson ? JSON.parse(text) : text) as T, headers: response.headers };
  }

  /** A new maze; fails loudly when it was not made. */
  async maze(path: '/topologies' | '/topologies/blank', body: object): Promise<TopologyResponse> {
    const answer = await this.post<TopologyResponse>(path, body);
    if (answer.status !== 201) throw new Error(`POST ${path} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** Reads the maze until it is in one of these statuses. */
  async settled(id: string, statuses: readonly TopologyStatus[], timeoutMs = 20_000): Promise<TopologyResponse> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const { status, body } = await this.get<TopologyResponse>(`/topologies/${id}`);
      if (status === 200 && statuses.includes(body.status)) return body;
      if (Date.now() > deadline) throw new Error(`maze ${id} is ${body.status} (${body.statusReason}) after ${timeoutMs} ms, not ${statuses.join(' or ')}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
