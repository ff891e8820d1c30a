import { useMemo } from 'react';
import { nextIp, type Maze } from '@decnet/domain';
import { useDesign } from '../editing';
import { Chooser } from '../find/Chooser';
import type { Option } from '../find/filterOptions';

interface LanChooserProps {
  title: string;
  /** LANs to choose from, by id. */
  lanIds: readonly string[];
  /** Of somebody who comes: the address that would be given. */
  arriving?: boolean;
  onChoose(lanId: string): void;
  onClose(): void;
}

function freeAddress({ edges }: Maze, lanId: string, subnet: string): { detail?: string; reason?: string } {
  try {
    return { detail: `${subnet}, at ${nextIp(subnet, edges.filter((edge) => edge.lanId === lanId).map(({ ip }) => ip))}` };
  } catch {
    return { reason: `${subnet}: no address is free` };
  }
}

/** Which LAN: each with its subnet, and with the address that would be given there. */
export function LanChooser({ title, lanIds, arriving = false, onChoose, onClose }: LanChooserProps) {
  const design = useDesign();
  const options = useMemo(() => {
    const wanted = new Set(lanIds);
    return design.lans.filter(({ id }) => wanted.has(id)).map(({ id, name, subnet, isDmz }): Option => (
      { id, label: isDmz ? `${name} (DMZ)` : name, ...(arriving ? freeAddress(design, id, subnet) : { detail: subnet }) }));
  }, [design, lanIds, arriving]);
  return <Chooser title={title} placeholder="Name or subnet of a LAN" options={options} nothing="There is no such LAN." onChoose={onChoose} onClose={onClose} />;
}

/** Where a decky stands, and where it does not; ids of LANs, home first. */
export function standingOf(maze: Maze, deckyId: string): { home: string | null; inside: string[]; outside: string[] } {
  const own = maze.edges.filter((edge) => edge.deckyId === deckyId);
  const inside = new Set(own.map(({ lanId }) => lanId));
  const home = own.find(({ isHome }) => isHome)?.lanId ?? null;
  return { home, inside: [...inside].sort((a, b) => Number(b === home) - Number(a === home)), outside: maze.lans.filter(({ id }) => !inside.has(id)).map(({ id }) => id) };
}
