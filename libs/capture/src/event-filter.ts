import type { CapturedEventFilter, CapturedEventResponse } from '@decnet/contract';

/** The filter of a page, applied to a row that arrives live. */
export function matches(event: CapturedEventResponse, filter: CapturedEventFilter): boolean {
  const at = Date.parse(event.at);
  return (
    (filter.topologyId === undefined || event.topologyId === filter.topologyId) &&
    (filter.deckyId === undefined || event.deckyId === filter.deckyId) &&
    (filter.service === undefined || event.service === filter.service) &&
    (filter.eventType === undefined || event.eventType === filter.eventType) &&
    (filter.src === undefined || event.srcIp === filter.src) &&
    (filter.from === undefined || at >= Date.parse(filter.from)) &&
    (filter.to === undefined || at < Date.parse(filter.to))
  );
}
