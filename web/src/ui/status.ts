import type { DeckyState, TopologyStatus } from '@decnet/domain';
import {
  IconAlertTriangle, IconArchive, IconCircleCheck, IconCircleDashed, IconCircleX, IconLoader2, IconPencil, IconPlayerStop, type Icon,
} from '@tabler/icons-react';

/** How a status looks: always an icon and a word, the colour only supports them. */
export interface StatusLook { word: string; icon: Icon; color: string; moving?: boolean; help: string }

export const TOPOLOGY_LOOKS: Record<TopologyStatus, StatusLook> = {
  pending: { word: 'Draft', icon: IconPencil, color: 'gray', help: 'Not deployed yet.' },
  deploying: { word: 'Deploying', icon: IconLoader2, color: 'blue', moving: true, help: 'The engine host is starting the deckies.' },
  active: { word: 'Active', icon: IconCircleCheck, color: 'teal', help: 'Everything wanted is running.' },
  degraded: { word: 'Degraded', icon: IconAlertTriangle, color: 'orange', help: 'It runs, but not everything as wanted.' },
  failed: { word: 'Failed', icon: IconCircleX, color: 'red', help: 'The deploy did not succeed.' },
  tearing_down: { word: 'Tearing down', icon: IconLoader2, color: 'violet', moving: true, help: 'Everything is being stopped.' },
  torn_down: { word: 'Torn down', icon: IconArchive, color: 'gray', help: 'Nothing runs any more. Clone it to use it again.' },
};

export const DECKY_LOOKS: Record<DeckyState, StatusLook> = {
  pending: { word: 'Not started', icon: IconCircleDashed, color: 'gray', help: 'Nothing runs yet.' },
  starting: { word: 'Starting', icon: IconLoader2, color: 'blue', moving: true, help: 'Its services are being started.' },
  running: { word: 'Running', icon: IconCircleCheck, color: 'teal', help: 'All its services answer.' },
  degraded: { word: 'Degraded', icon: IconAlertTriangle, color: 'orange', help: 'Some of its services do not answer.' },
  failed: { word: 'Failed', icon: IconCircleX, color: 'red', help: 'It could not be started.' },
  stopped: { word: 'Stopped', icon: IconPlayerStop, color: 'gray', help: 'It was stopped.' },
};
