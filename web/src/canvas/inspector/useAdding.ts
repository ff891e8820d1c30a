import { useMemo } from 'react';
import { uuidV4 } from '../../api/uuid';
import { useMazePageStore } from '../live/store';
import { useDeeds } from './useDeed';

export interface Adding {
  /** A new LAN with the next name and subnet. @returns its name and id; null when it was refused */
  lan(): { id: string; name: string } | null;
  /** A new decky with the next name and address. */
  decky(lanId: string): { id: string; name: string } | null;
}

/** Adds with what the domain chooses, and selects it: names and the rest are changed in the inspector. */
export function useAdding(): Adding {
  const deeds = useDeeds();
  const store = useMazePageStore();
  return useMemo(() => {
    const named = (kind: 'lan' | 'decky', id: string): { id: string; name: string } => {
      const { design } = store.getState();
      store.setState({ selection: { kind, id } });
      return { id, name: (kind === 'lan' ? design.lans : design.deckies).find((row) => row.id === id)?.name ?? '' };
    };
    return {
      lan: () => {
        const id = uuidV4();
        return deeds.act([{ op: 'add_lan', id }], 'Add a LAN') ? named('lan', id) : null;
      },
      decky: (lanId) => {
        const id = uuidV4();
        const lan = store.getState().design.lans.find((row) => row.id === lanId)?.name ?? 'the LAN';
        return deeds.act([{ op: 'add_decky', id, lan: lanId }], `Add a decky to ${lan}`) ? named('decky', id) : null;
      },
    };
  }, [deeds, store]);
}
