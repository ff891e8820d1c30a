import { EMPTY_LAN, type Box, type Point } from '../layout/geometry';
import { boxOf } from '../projection/project';
import { deckyDeed, lanDeed, serviceDeed, titleOf, type Item } from './adding';
import { carryOut, foreseen, type Deed } from './deed';
import { NO_PREVIEW } from './dragging';
import type { Gesture } from './follow';
import { tell, type Hands, type Preview, type Scene } from './hands';
import { deckyAt, freePlace, lanAt } from './places';

interface Landing { deed: Deed | string; target: Box | null; outline: Box | null; key: string; where: string | null }

/** What the item would become at a place of the canvas. */
function landing(scene: Scene, item: Item, point: Point): Landing {
  const { laidOut, design } = scene;
  const nameOf = (id: string): string => [...design.lans, ...design.deckies].find((one) => one.id === id)?.name ?? '';
  if (item.kind === 'lan') {
    const corner = freePlace(laidOut, { x: point.x - EMPTY_LAN.width / 2, y: point.y - 20, ...EMPTY_LAN });
    const deed = lanAt(laidOut, point) === null ? lanDeed(scene, item.isDmz, corner) : 'A LAN stands on empty ground: drop it beside the others.';
    return { deed, target: null, outline: typeof deed === 'string' ? null : corner, key: `ground ${typeof deed === 'string' ? deed : ''}`, where: null };
  }
  if (item.kind === 'decky') {
    const lanId = lanAt(laidOut, point);
    if (lanId === null) return { deed: 'A decky stands in a LAN: drop it on one.', target: null, outline: null, key: 'ground', where: null };
    return { deed: deckyDeed(scene, item.archetype, lanId, point), target: laidOut.layout.lans[lanId] ?? null, outline: null, key: lanId, where: nameOf(lanId) };
  }
  const deckyId = deckyAt(laidOut, point);
  if (deckyId === null) return { deed: 'A service runs on a decky: drop it on one.', target: null, outline: null, key: 'ground', where: null };
  const deed = serviceDeed(scene, item.service, new Set([deckyId]), true);
  return { deed, target: boxOf(laidOut, 'decky', deckyId), outline: null, key: deckyId, where: nameOf(deckyId) };
}

/** Brings something from the palette onto the canvas. */
export class BringGesture implements Gesture {
  readonly pans = true;
  private landing: Landing | null = null;
  private told: { key: string; tag: NonNullable<Preview['tag']> } | null = null;

  constructor(private readonly hands: Hands, private readonly scene: Scene, private readonly item: Item) {}

  move(at: Point): void {
    const overCanvas = this.hands.camera.isOver(at);
    this.landing = overCanvas ? landing(this.scene, this.item, this.hands.camera.toCanvas(at)) : null;
    const tag = this.landing === null ? { title: titleOf(this.item), detail: null, refused: false } : this.tag(this.landing);
    this.hands.state.setState({ preview: {
      ...NO_PREVIEW, at, tag, outlines: this.landing?.outline ? [this.landing.outline] : [], target: tag.refused ? null : this.landing?.target ?? null,
    } });
  }

  private tag({ deed, key, where }: Landing): NonNullable<Preview['tag']> {
    if (this.told?.key !== key) {
      const title = where === null ? titleOf(this.item) : `${titleOf(this.item)} in ${where}`;
      if (typeof deed === 'string') this.told = { key, tag: { title: titleOf(this.item), detail: deed, refused: true } };
      else {
        const { ips, subnets, refusal } = foreseen(this.scene, deed.ops);
        this.told = { key, tag: { title: this.item.kind === 'service' ? `${titleOf(this.item)} on ${where}` : title, detail: refusal?.message ?? ips[0] ?? subnets[0] ?? null, refused: refusal !== null } };
      }
    }
    return this.told.tag;
  }

  drop(): void {
    const at = this.landing;
    if (at === null) return;
    if (typeof at.deed === 'string') tell(this.hands, at.deed);
    else { const { deed } = at; carryOut(this.hands, () => deed); }
  }

  end(): void {
    this.hands.state.setState({ preview: null });
  }
}
