import type { WorkerResponse } from '@decnet/contract';
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import type { StatusLook } from '../../ui/status';

type WorkerState = WorkerResponse['state'];

export const WORKER_LOOKS: Record<WorkerState, StatusLook> = {
  gone: { word: 'Gone', icon: IconCircleX, tone: 'bad', help: 'Not heard of for long: it does not run, or cannot be reached.' },
  stale: { word: 'Stale', icon: IconAlertTriangle, tone: 'warn', help: 'Missed its last words of health.' },
  alive: { word: 'Alive', icon: IconCircleCheck, tone: 'good', help: 'Heard of a moment ago.' },
};

const WORST_FIRST: readonly WorkerState[] = ['gone', 'stale', 'alive'];

/** The worst of all speaks, and how many are like that. */
export function healthOf(workers: readonly Pick<WorkerResponse, 'state'>[]): { state: WorkerState; text: string } {
  const count = (wanted: WorkerState): number => workers.filter(({ state }) => state === wanted).length;
  const state = WORST_FIRST.find((wanted) => count(wanted) > 0) ?? 'gone';
  if (workers.length === 0) return { state, text: 'no workers' };
  const number = state === 'alive' ? `${workers.length}` : `${count(state)} of ${workers.length}`;
  return { state, text: `${number} ${workers.length === 1 ? 'worker' : 'workers'} ${state}` };
}

/** Trouble first, then by name. */
export function sortedWorkers(workers: readonly WorkerResponse[]): WorkerResponse[] {
  const rank = ({ state }: WorkerResponse): number => WORST_FIRST.indexOf(state);
  return [...workers].sort((a, b) => rank(a) - rank(b) || a.worker.localeCompare(b.worker) || a.host.localeCompare(b.host) || a.pid - b.pid);
}
