import type { Op } from '@decnet/domain';
import type { Selected } from '../live/store';
import { boxOf } from '../projection/project';
import type { Point } from '../layout/geometry';
import { clipOf, copyOutlines, pasteDeed } from './copying';
import { carryOut, counted, foreseen, NOWHERE, putDown, type Deed } from './deed';
import type { Gesture, Keys } from './follow';
import { sceneOf, tell, whyNot, type Hands, type Preview, type Ref, type Scene } from './hands';
import { homeIdOf, lanAt, layoutOf, movable, movedBy, seatAt, seated } from './places';

export const NO_PREVIEW: Omit<Preview, 'at'> = { moving: null, outlines: [], line: null, marquee: null, target: null, tag: null };

function nameOf({ design }: Scene, id: string): string {
  return [...design.lans, ...design.deckies].find((one) => one.id === id)?.name ?? '';
}

/** What moving deckies to another LAN means for the design. */
function moveOps(deckyIds: readonly string[], lanId: string): Op[] {
  return deckyIds.map((decky) => ({ op: 'update_decky', decky, patch: { homeLan: lanId } }));
}

/** Deckies with a new home, seated where they were dropped. */
function moveDeed(scene: Scene, deckyIds: readonly string[], lanId: string, by: Point): Deed {
  const { laidOut } = scene;
  const wanted = deckyIds.map((id) => { const box = boxOf(laidOut, 'decky', id); return box === null ? null : seatAt(laidOut, lanId, { x: box.x + by.x, y: box.y + by.y }); });
  const { seats, lans } = seated(laidOut, lanId, wanted, new Set(deckyIds));
  const who = deckyIds.length === 1 ? nameOf(scene, deckyIds[0]!) : counted(deckyIds.length, 'decky', 'deckies');
  return {
    ops: moveOps(deckyIds, lanId), label: `Move ${who} to ${nameOf(scene, lanId)}`, about: lanId,
    layout: { lans, deckies: Object.fromEntries(deckyIds.map((id, index) => [id, seats[index]!])) },
  };
}

/** "10.0.2.7", or how many and from which address on. */
function addressLine(ips: readonly string[]): string | null {
  return ips.length === 0 ? null : ips.length === 1 ? ips[0]! : `${ips[0]} to ${ips.at(-1)}`;
}

/** Moves what is selected: within its LAN, to another LAN, or LANs with all in them. With Alt it is copied instead. */
export class MoveGesture implements Gesture {
  readonly pans = true;
  private readonly scene: Scene;
  private readonly items: { lans: string[]; deckies: string[] };
  private readonly from: Point;
  private by: Point = { x: 0, y: 0 };
  private lanId: string | null = null;
  private copies = false;
  private isForeign = false;
  private told: { lanId: string; tag: Preview['tag'] } | null = null;

  constructor(private readonly hands: Hands, scene: Scene, private readonly selected: Selected, pressed: Point) {
    this.scene = scene;
    this.items = movable(scene.laidOut, selected);
    this.from = hands.camera.toCanvas(pressed);
  }

  move(at: Point, { alt }: Keys): void {
    const { laidOut } = this.scene;
    const point = this.hands.camera.toCanvas(at);
    this.by = { x: point.x - this.from.x, y: point.y - this.from.y };
    this.copies = alt;
    const onlyDeckies = this.items.lans.length === 0;
    this.lanId = onlyDeckies ? lanAt(laidOut, point) : null;
    this.isForeign = onlyDeckies && this.items.deckies.some((id) => homeIdOf(laidOut, id) !== this.lanId);
    const clip = alt ? clipOf(this.scene, this.selected, '') : null;
    this.hands.state.setState({ preview: {
      ...NO_PREVIEW, at,
      moving: alt ? null : movedBy(laidOut, this.items, this.by), outlines: clip === null ? [] : copyOutlines(clip, this.by),
      target: this.isForeign && this.lanId !== null ? laidOut.layout.lans[this.lanId] ?? null : null,
      tag: this.isForeign || alt ? this.tag() : null,
    } });
  }

  private tag(): Preview['tag'] {
    const isNowhere = this.items.lans.length === 0 && this.lanId === null;
    if (this.copies) return { title: 'Duplicate', detail: this.lanId !== null && this.isForeign ? `into ${nameOf(this.scene, this.lanId)}` : isNowhere ? 'drop the copy on a LAN' : null, refused: isNowhere };
    if (this.lanId === null) return { title: 'A decky stands in a LAN', detail: 'drop it on one', refused: true };
    // Asked once for each LAN that is passed, not for each frame.
    if (this.told?.lanId !== this.lanId) {
      const { ips, refusal } = foreseen(this.scene, moveOps(this.strangers(this.lanId), this.lanId));
      this.told = { lanId: this.lanId, tag: { title: nameOf(this.scene, this.lanId), detail: refusal?.message ?? addressLine(ips), refused: refusal !== null } };
    }
    return this.told.tag;
  }

  private strangers(lanId: string): string[] {
    return this.items.deckies.filter((id) => homeIdOf(this.scene.laidOut, id) !== lanId);
  }

  drop(): void {
    const { hands, lanId, by, items } = this;
    if (this.copies) return this.copy();
    if (items.lans.length === 0 && lanId === null) return tell(hands, 'A decky stands in a LAN: drop it on one.');
    if (this.isForeign && lanId !== null) return void carryOut(hands, (scene) => moveDeed(scene, this.strangers(lanId), lanId, by));
    const { laidOut } = this.scene;
    const count = items.lans.length + items.deckies.length;
    putDown(hands, layoutOf(laidOut, movedBy(laidOut, items, by)), count === 1 ? `Move ${nameOf(this.scene, items.lans[0] ?? items.deckies[0]!)}` : `Move ${count} things`);
  }

  private copy(): void {
    if (this.items.lans.length === 0 && this.lanId === null) return tell(this.hands, 'A decky stands in a LAN: drop the copy on one.');
    const into = this.items.lans.length === 0 ? this.lanId : null;
    carryOut(this.hands, (scene) => {
      const clip = clipOf(scene, this.selected, '');
      return clip === null ? null : pasteDeed(scene, clip, { verb: 'Duplicate', into, by: { x: Math.round(this.by.x), y: Math.round(this.by.y) } });
    });
  }

  end(): void {
    this.hands.state.setState({ preview: null });
  }
}

/** Draws a line from a decky to the LAN in which it shall stand, too. */
export class ConnectGesture implements Gesture {
  readonly pans = true;
  private lanId: string | null = null;
  private told: { lanId: string; tag: NonNullable<Preview['tag']> } | null = null;

  constructor(private readonly hands: Hands, private readonly scene: Scene, private readonly deckyId: string, private readonly deed: (scene: Scene, deckyId: string, lanId: string) => Deed) {}

  move(at: Point): void {
    const { laidOut } = this.scene;
    const to = this.hands.camera.toCanvas(at);
    this.lanId = lanAt(laidOut, to);
    const card = boxOf(laidOut, 'decky', this.deckyId);
    const tag = this.tag();
    this.hands.state.setState({ preview: {
      ...NO_PREVIEW, at, tag, target: this.lanId === null || tag.refused ? null : laidOut.layout.lans[this.lanId] ?? null,
      line: card === null ? null : { from: { x: card.x + card.width, y: card.y + card.height / 2 }, to },
    } });
  }

  private tag(): NonNullable<Preview['tag']> {
    if (this.lanId === null) return { title: 'Connect', detail: 'drop it on a LAN', refused: false };
    if (this.told?.lanId !== this.lanId) {
      const { ips, refusal } = foreseen(this.scene, this.deed(this.scene, this.deckyId, this.lanId).ops);
      this.told = { lanId: this.lanId, tag: { title: nameOf(this.scene, this.lanId), detail: refusal?.message ?? addressLine(ips), refused: refusal !== null } };
    }
    return this.told.tag;
  }

  drop(): void {
    const { lanId } = this;
    if (lanId !== null) carryOut(this.hands, (scene) => ({ layout: NOWHERE, ...this.deed(scene, this.deckyId, lanId) }));
  }

  end(): void {
    this.hands.state.setState({ preview: null });
  }
}

/** What is grabbed together: the whole selection when the grabbed thing is part of it, else that alone. */
export function grab(hands: Hands, { kind, id }: Ref): { scene: Scene; selected: Selected } | null {
  const reason = whyNot(hands);
  if (reason !== null) {
    tell(hands, reason);
    return null;
  }
  const scene = sceneOf(hands);
  const { selected } = hands.page.getState();
  const grabbed: Selected = selected.has(id) ? selected : new Map([[id, kind]]);
  if (grabbed !== selected) hands.page.setState({ selected: grabbed });
  hands.state.setState({ hint: null, menu: null });
  return scene === null ? null : { scene, selected: grabbed };
}
