import { useMemo } from 'react';
import type { Decky, Op } from '@decnet/domain';
import { useDesign } from '../editing';
import { LanChooser, standingOf } from './LanChooser';
import { useDeeds } from './useDeed';

export type Relation = 'move' | 'connect' | 'detach';

const QUESTIONS: Record<Relation, (name: string) => string> = {
  move: (name) => `Move ${name} to which LAN?`,
  connect: (name) => `Connect ${name} to which further LAN?`,
  detach: (name) => `Detach ${name} from which LAN?`,
};

function opsFor(relation: Relation, decky: Decky, home: string | null, lan: string): Op[] {
  if (relation === 'detach') return [{ op: 'detach_decky', decky: decky.id, lan }];
  if (relation === 'move' && home !== null) return [{ op: 'update_decky', decky: decky.id, patch: { homeLan: lan } }];
  return [{ op: 'attach_decky', decky: decky.id, lan, isHome: home === null }];
}

interface DeckyRelationsProps {
  decky: Decky;
  relation: Relation;
  onClose(): void;
  /** What was done, for whoever does not see it. */
  onDone?(what: string): void;
}

/** Asks for the other end of moving, connecting or detaching, and does it. */
export function DeckyRelations({ decky, relation, onClose, onDone }: DeckyRelationsProps) {
  const design = useDesign();
  const deeds = useDeeds();
  const { home, inside, outside } = useMemo(() => standingOf(design, decky.id), [design, decky.id]);
  const places = { move: [...outside, ...inside.filter((id) => id !== home)], connect: outside, detach: inside }[relation];
  const choose = (lanId: string): void => {
    const lan = design.lans.find(({ id }) => id === lanId)?.name ?? lanId;
    const label = { move: `Move ${decky.name} to ${lan}`, connect: `Connect ${decky.name} to ${lan}`, detach: `Detach ${decky.name} from ${lan}` }[relation];
    if (deeds.act(opsFor(relation, decky, home, lanId), label)) onDone?.(label);
  };
  const ask = QUESTIONS[relation](decky.name);
  return <LanChooser title={ask} lanIds={places} arriving={relation !== 'detach'} onChoose={choose} onClose={onClose} />;
}

