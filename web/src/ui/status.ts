import type { DeckyState, TopologyStatus } from '@decnet/domain';
import {
  IconAlertTriangle, IconArchive, IconCircleCheck, IconCircleDashed, IconCircleX, IconLoader2, IconPencil, IconPlayerStop, type Icon,
} from '@tabler/icons-react';

/** Colours by meaning, defined with the theme. */
export type Tone = 'good' | 'busy' | 'warn' | 'bad' | 'leaving' | 'idle';

/** How a status looks: always an icon and a word, the colour only supports them. */
export interface StatusLook { word: string; icon: Icon; tone: Tone; moving?: boolean; help: string }

export const TOPOLOGY_LOOKS: Record<TopologyStatus, StatusLook> = {
  pending: { word: 'Draft', icon: IconPencil, tone: 'idle', help: 'Not deployed yet.' },
  deploying: { word: 'Deploying', icon: IconLoader2, tone: 'busy', moving: true, help: 'The engine host is starting the deckies.' },
  active: { word: 'Active', icon: IconCircleCheck, tone: 'good', help: 'Everything wanted is running.' },
  degraded: { word: 'Degraded', icon: IconAlertTriangle, tone: 'warn', help: 'It runs, but not everything as wanted.' },
  failed: { word: 'Failed', icon: IconCircleX, tone: 'bad', help: 'The deploy did not succeed.' },
  tearing_down: { word: 'Tearing down', icon: IconLoader2, tone: 'leaving', moving: true, help: 'Everything is being stopped.' },
  torn_down: { word: 'Torn down', icon: IconArchive, tone: 'idle', help: 'Nothing runs any more. Clone it to use it again.' },
};

export const DECKY_LOOKS: Record<DeckyState, StatusLook> = {
  pending: { word: 'Not started', icon: IconCircleDashed, tone: 'idle', help: 'Nothing runs yet.' },
  starting: { word: 'Starting', icon: IconLoader2, tone: 'busy', moving: true, help: 'Its services are being started.' },
  running: { word: 'Running', icon: IconCircleCheck, tone: 'good', help: 'All its services answer.' },
  degraded: { word: 'Degraded', icon: IconAlertTriangle, tone: 'warn', help: 'Some of its services do not answer.' },
  failed: { word: 'Failed', icon: IconCircleX, tone: 'bad', help: 'It could not be started.' },
  stopped: { word: 'Stopped', icon: IconPlayerStop, tone: 'idle', help: 'It was stopped.' },
};
