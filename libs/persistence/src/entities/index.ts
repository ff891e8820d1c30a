import { CapturedEventEntity } from './captured-event.entity.js';
import { CollectorCursorEntity } from './collector-cursor.entity.js';
import { DeckyEventCountEntity } from './decky-event-count.entity.js';
import { DeckyObservationEntity } from './decky-observation.entity.js';
import { DeckyEntity } from './decky.entity.js';
import { EdgeEntity } from './edge.entity.js';
import { LanEntity } from './lan.entity.js';
import { LockEntity } from './lock.entity.js';
import { SessionEntity } from './session.entity.js';
import { SubnetClaimEntity } from './subnet-claim.entity.js';
import { TopologyEventEntity } from './topology-event.entity.js';
import { TopologyMutationEntity } from './topology-mutation.entity.js';
import { TopologyEntity } from './topology.entity.js';
import { UserEntity } from './user.entity.js';

/** Every table. Parents stand before their children. */
export const ENTITIES = [
  TopologyEntity, LanEntity, DeckyEntity, EdgeEntity, DeckyObservationEntity, TopologyEventEntity, TopologyMutationEntity,
  SubnetClaimEntity, LockEntity, UserEntity, SessionEntity, CapturedEventEntity, DeckyEventCountEntity, CollectorCursorEntity,
] as const;
