import type { Point } from '../layout/geometry';
import type { Selected } from '../live/store';
import { boxOf } from '../projection/project';
import { NO_PREVIEW } from './dragging';
import type { Gesture } from './follow';
import type { Hands } from './hands';
import { contains, overlap } from './places';
import type { Box } from '../layout/geometry';
import type { LaidOut } from '../layout/useLayout';

function between(a: Point, b: Point): Box {
  return { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) };
}

/** Deckies that the area touches, and LANs that lie in it as a whole: with those, their deckies are not selected one by one. */
function within(laidOut: LaidOut, area: Box): Selected {
  const { layout, structure } = laidOut;
  const lans = Object.entries(layout.lans).filter(([, box]) => contains(area, box) && contains(area, { x: box.x + box.width, y: box.y + box.height })).map(([id]) => id);
  const whole = new Set(lans);
  const deckies = Object.entries(structure.residents).flatMap(([lanId, ids]) => {
    const lan = layout.lans[lanId];
    if (whole.has(lanId) || lan === undefined || !overlap(lan, area)) return [];
    return ids.filter((id) => { const box = boxOf(laidOut, 'decky', id); return box !== null && overlap(box, area); });
  });
  return new Map([...lans.map((id) => [id, 'lan'] as const), ...deckies.map((id) => [id, 'decky'] as const)]);
}

/** Selects what lies in an area; what was selected before stays when that is asked for. */
export class MarqueeGesture implements Gesture {
  readonly pans = true;
  private readonly from: Point;
  private readonly before: Selected;

  constructor(private readonly hands: Hands, private readonly laidOut: LaidOut, pressed: Point, private readonly adds: boolean) {
    this.from = hands.camera.toCanvas(pressed);
    this.before = hands.page.getState().selected;
  }

  move(at: Point): void {
    const marquee = between(this.from, this.hands.camera.toCanvas(at));
    const found = within(this.laidOut, marquee);
    const selected: Selected = this.adds ? new Map([...this.before, ...found]) : found;
    this.hands.state.setState({ preview: { ...NO_PREVIEW, at, marquee } });
    const now = this.hands.page.getState().selected;
    if (now.size !== selected.size || [...selected.keys()].some((id) => !now.has(id))) this.hands.page.setState({ selected });
  }

  private dropped = false;

  drop(): void {
    this.dropped = true;
  }

  end(): void {
    if (!this.dropped) this.hands.page.setState({ selected: this.before });
    this.hands.state.setState({ preview: null });
  }
}
