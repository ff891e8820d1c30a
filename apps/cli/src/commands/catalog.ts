import type { ApiClient } from '../http/client.js';
import { globalOptions, api, type Context } from '../context.js';
import { readSettings } from '../session/connect.js';
import type { Command } from 'commander';

/** An agent has no API beside it, but the same catalogue within. */
export async function catalogue<T>(context: Context, command: Command, path: string, own: () => Promise<readonly T[]>): Promise<readonly T[]> {
  const options = globalOptions(command);
  if (options.url === undefined && readSettings(context.io, options).mode === 'agent') return own();
  const client: ApiClient = api(context, command);
  return (await client.get<{ data: T[] }>(path)).data;
}
