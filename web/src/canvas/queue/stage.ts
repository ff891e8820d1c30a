import { IconBan, IconCircleCheck, IconCircleX, IconClockHour4, IconLoader2 } from '@tabler/icons-react';
import type { StatusLook } from '../../ui/status';
import { isCancelled, type KnownMutation } from '../live/queue';

/** Where a mutation stands, for people: what was cancelled has not failed. */
export type Stage = 'waiting' | 'applying' | 'applied' | 'failed' | 'cancelled';

export const STAGE_LOOKS: Record<Stage, StatusLook> = {
  waiting: { word: 'Waiting', icon: IconClockHour4, tone: 'idle', help: 'Its turn has not come.' },
  applying: { word: 'Applying', icon: IconLoader2, tone: 'busy', moving: true, help: 'The engine host makes it so.' },
  applied: { word: 'Applied', icon: IconCircleCheck, tone: 'good', help: 'It runs like this.' },
  failed: { word: 'Failed', icon: IconCircleX, tone: 'bad', help: 'It was not made, or was taken back.' },
  cancelled: { word: 'Cancelled', icon: IconBan, tone: 'idle', help: 'Taken out before its turn.' },
};

export function stageOf(mutation: Pick<KnownMutation, 'state' | 'reason'>): Stage {
  if (mutation.state === 'pending') return 'waiting';
  return isCancelled(mutation) ? 'cancelled' : mutation.state;
}

/** Why it cannot be cancelled, beside the user's role; null when it can. */
export function cancelReason(stage: Stage): string | null {
  if (stage === 'waiting') return null;
  return stage === 'applying' ? 'It has begun already: too late to cancel.' : 'It has ended already.';
}

/** "CODE: what it means" in its two parts. */
export function reasonParts(reason: string): { code: string | null; text: string } {
  const [, code, text] = /^([A-Z][A-Z_]+)(?::\s*([^]+))?$/.exec(reason) ?? [];
  return code === undefined ? { code: null, text: reason } : { code, text: text ?? '' };
}
