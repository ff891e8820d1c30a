import type { CapturedEventFilter, CapturedEventResponse, DeckyEventCountResponse } from '@decnet/contract';

export type CapturedEvent = CapturedEventResponse;
/** An event before it has a place in the store. */
export type NewCapturedEvent = Omit<CapturedEvent, 'seq'>;
export type CapturedFilter = CapturedEventFilter;
export type DeckyEventCount = DeckyEventCountResponse;

export interface AppendResult {
  /** The new ones, in order, with their seq. */
  stored: CapturedEvent[];
  /** Known by id already, neither stored nor counted again. */
  duplicates: number;
  /** Of mazes that are no more. */
  orphaned: number;
}
