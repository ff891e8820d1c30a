// What a benchmark prepares over HTTP before it measures.
import { ADMIN_PASSWORD } from './processes.mjs';

export class Client {
  constructor(url, token) {
    this.api = `${url}/api/v1`;
    this.token = token;
  }

  static async signIn(url, username = 'admin', password = ADMIN_PASSWORD) {
    const { accessToken } = await new Client(url).post('/auth/login', { username, password });
    return new Client(url, accessToken);
  }

  get headers() {
    return { authorization: `Bearer ${this.token}` };
  }

  get(path) {
    return this.send(path, { method: 'GET', headers: {} });
  }

  post(path, body) {
    return this.send(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  }

  /** Answer and head of a GET. */
  async fetch(path) {
    const response = await fetch(`${this.api}${path}`, { headers: this.headers });
    return { bytes: Buffer.from(await response.arrayBuffer()), etag: response.headers.get('etag') };
  }

  /** A maze of these parameters. */
  maze(name, parameters) {
    return this.post('/topologies', { name, ...parameters });
  }

  async send(path, request) {
    const response = await fetch(`${this.api}${path}`, { ...request, headers: { ...request.headers, ...(this.token && this.headers) } });
    if (!response.ok) throw new Error(`${request.method} ${path} was answered ${response.status}: ${await response.text()}`);
    return response.json();
  }
}
