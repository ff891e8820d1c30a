import type { SqlValue } from '../sql/executor.js';
import type { CapturedFilter } from './types.js';

/** The filter as conditions; `from` is inclusive, `to` exclusive, both any RFC 3339 time. */
export function filterConditions(filter: CapturedFilter): { conditions: string[]; values: SqlValue[] } {
  const wanted: [condition: string, value: string | undefined][] = [
    ['topology_id = ?', filter.topologyId],
    ['decky_id = ?', filter.deckyId],
    ['service = ?', filter.service],
    ['event_type = ?', filter.eventType],
    ['src_ip = ?', filter.src],
    ['at >= ?', utc(filter.from)],
    ['at < ?', utc(filter.to)],
  ];
  const given = wanted.filter((pair): pair is [string, string] => pair[1] !== undefined);
  return { conditions: given.map(([condition]) => condition), values: given.map(([, value]) => value) };
}

function utc(time: string | undefined): string | undefined {
  return time === undefined ? undefined : new Date(time).toISOString();
}
