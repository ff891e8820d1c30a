import type { Box } from '../layout/geometry';
import type { LaidOut } from '../layout/useLayout';
import { boxOf } from '../projection/project';

type Kind = 'lan' | 'decky';
/** Who asks about something that went so long ago finds it in the corner. */
const MOST_GONE = 500;

/** Remembers where what is gone stood last: a question about it is asked there. */
export class LastSeen {
  private now: LaidOut | null = null;
  private readonly gone = new Map<string, Box>();

  /** To be told of every layout. */
  note(next: LaidOut | null): void {
    const before = this.now;
    if (before === next || next === null) return;
    this.now = next;
    if (before === null) return;
    for (const [kind, had, has] of [['lan', before.layout.lans, next.layout.lans], ['decky', before.structure.homes, next.structure.homes]] as const) {
      for (const id of Object.keys(had)) if (has[id] === undefined) this.remember(kind, id, before);
    }
  }

  boxOf(kind: Kind, id: string): Box | null {
    return (this.now === null ? null : boxOf(this.now, kind, id)) ?? this.gone.get(id) ?? null;
  }

  private remember(kind: Kind, id: string, layout: LaidOut): void {
    const box = boxOf(layout, kind, id);
    if (box === null) return;
    this.gone.delete(id);
    this.gone.set(id, box);
    if (this.gone.size > MOST_GONE) this.gone.delete([...this.gone.keys()][0]!);
  }
}
