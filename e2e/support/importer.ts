import type { Database } from '@decnet/persistence';
import { dump } from './dump.js';
import { fieldsNamed, problemOf } from './problem.js';
import type { TestMaster } from './test-master.js';

export interface ImportAnswer { status: number; contentType: string | null; text: string; ms: number }

/** Sends documents to be imported, and times the answers. */
export class Importer {
  constructor(private readonly master: TestMaster, private readonly database: Database) {}

  async send(body: string, type = 'application/json'): Promise<ImportAnswer> {
    const { url, admin } = this.master;
    const started = performance.now();
    const response = await fetch(`${url}/api/v1/topologies/import`, { method: 'POST', headers: { authorization: `Bearer ${admin.token}`, 'content-type': type }, body });
    const text = await response.text();
    return { status: response.status, contentType: response.headers.get('content-type'), text, ms: performance.now() - started };
  }

  /** Expects a refusal in time that changes nothing. @returns the fields that it names */
  async refused(body: string, type: string, status: number, withinMs: number): Promise<string[]> {
    const before = await dump(this.database);
    const { status: answered, contentType, text, ms } = await this.send(body, type);
    expect([answered, text.slice(0, 300)]).toEqual([status, text.slice(0, 300)]);
    const problem = problemOf(answered, contentType, text);
    expect(ms).toBeLessThan(withinMs);
    expect(await dump(this.database)).toEqual(before);
    return fieldsNamed(problem);
  }
}
