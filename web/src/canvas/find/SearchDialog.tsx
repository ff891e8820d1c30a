import { useState } from 'react';
import { DECKY_LOOKS } from '../../ui/status';
import { observationOf } from '../live/mazeState';
import { useMazePageStore, type MazePageState, type Selection } from '../live/store';
import { Chooser } from './Chooser';
import type { Option } from './filterOptions';

/** Every LAN and decky with what it can be found by: name, address, subnet, service, archetype, state. */
function optionsOf({ maze }: Pick<MazePageState, 'maze'>): Option[] {
  const addresses: Record<string, string[]> = {};
  for (const { deckyId, ip } of Object.values(maze.edges)) (addresses[deckyId] ??= []).push(ip);
  const lans = Object.values(maze.lans).map(({ id, name, subnet, isDmz }): Option => ({ id: `lan:${id}`, label: name, detail: `LAN ${subnet}${isDmz ? ', DMZ' : ''}` }));
  const deckies = Object.values(maze.deckies).map(({ id, name, archetype, services }): Option => {
    const { word } = DECKY_LOOKS[observationOf(maze, id).state];
    return { id: `decky:${id}`, label: name, detail: [...(addresses[id] ?? ['no LAN']), services.join(' '), word.toLowerCase()].filter(Boolean).join(' · '), words: archetype };
  });
  return [...lans, ...deckies];
}

/** Finds by name, address, service or state, and goes there. */
export function SearchDialog({ onGoTo, onClose }: { onGoTo(selection: Selection): void; onClose(): void }) {
  const store = useMazePageStore();
  // As it is when the search opens: a list that jumps under the hand would be worse than one that is a moment old.
  const [options] = useState(() => optionsOf(store.getState()));
  const choose = (id: string): void => {
    const [kind, key] = [id.slice(0, id.indexOf(':')), id.slice(id.indexOf(':') + 1)];
    onGoTo({ kind: kind === 'lan' ? 'lan' : 'decky', id: key });
  };
  return <Chooser title="Search LANs and deckies" placeholder="Name, address, service or state" options={options} nothing="Nothing in this maze is called so." onChoose={choose} onClose={onClose} />;
}
