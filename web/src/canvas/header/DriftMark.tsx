import { Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconRefreshAlert } from '@tabler/icons-react';
import { LIVE_STATUSES } from '@decnet/domain';
import { useMemo } from 'react';
import { useMazePage } from '../live/store';
import { adriftIn } from './drift';

const NAMED = 5;

/** Of a running maze: what does not run as it is designed, and whether its hosts must be brought in line again. */
export function DriftMark() {
  const { status, needsResync, lastError } = useMazePage((state) => state.server.info);
  const deckies = useMazePage((state) => state.server.deckies);
  const observed = useMazePage((state) => state.server.observed);
  const adrift = useMemo(() => adriftIn({ deckies, observed }), [deckies, observed]);
  if (!LIVE_STATUSES.includes(status)) return null;
  const names = `${adrift.slice(0, NAMED).join(', ')}${adrift.length > NAMED ? ` and ${adrift.length - NAMED} more` : ''}`;
  return (
    <>
      {needsResync && (
        <Tooltip label={`What runs is not what is designed, and is being brought in line.${lastError === null ? '' : ` ${lastError}`}`}>
          <span className="dn-pill" data-tone="warn" role="status" tabIndex={0} data-mark="resync"><IconRefreshAlert size={15} aria-hidden="true" />Needs resync</span>
        </Tooltip>
      )}
      {adrift.length > 0 && (
        <Tooltip label={`Not as designed: ${names}`}>
          <span className="dn-pill" data-tone="warn" role="status" tabIndex={0} data-mark="drift"><IconAlertTriangle size={15} aria-hidden="true" />{adrift.length} adrift</span>
        </Tooltip>
      )}
    </>
  );
}
