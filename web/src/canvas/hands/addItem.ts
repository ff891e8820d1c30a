import { EMPTY_LAN } from '../layout/geometry';
import { boxOf } from '../projection/project';
import { deckiesIn, selectedLan } from './actions';
import { deckyDeed, lanDeed, serviceDeed, titleOf, type Item } from './adding';
import { carryOut } from './deed';
import { tell, type Hands } from './hands';

/** Brings what was just added into view, once it is drawn. */
function lookAt({ page, state, camera }: Hands): void {
  requestAnimationFrame(() => requestAnimationFrame(() => {
    const { selection } = page.getState();
    const { laidOut } = state.getState();
    const box = selection === null || laidOut === null ? null : boxOf(laidOut, selection.kind, selection.id);
    if (box !== null && !camera.sees(box)) camera.flyTo(box);
  }));
}

/** Adds without a pointer: LANs to the middle of the view or beside, deckies to the selected LAN, services to the selected deckies. */
export function addItem(hands: Hands, item: Item): void {
  const { selected } = hands.page.getState();
  if (item.kind === 'service') {
    const deckyIds = deckiesIn(selected);
    if (deckyIds.size === 0) return tell(hands, `Select the decky that shall run ${titleOf(item)}, or drag the service onto one.`);
    carryOut(hands, (scene) => serviceDeed(scene, item.service, deckyIds, true));
    return;
  }
  if (item.kind === 'decky') {
    const lanId = selectedLan(hands);
    if (lanId === null) return tell(hands, 'Select the LAN in which it shall stand, or drag it onto one.');
    // The LAN stays selected: the next one goes there, too.
    if (carryOut(hands, (scene) => ({ ...deckyDeed(scene, item.archetype, lanId, null), select: new Map([[lanId, 'lan']]) }))) lookAt(hands);
    return;
  }
  const { left, top, right, bottom } = hands.camera.window();
  const middle = hands.camera.toCanvas({ x: (left + right) / 2, y: (top + bottom) / 2 });
  const corner = { x: middle.x - EMPTY_LAN.width / 2, y: middle.y - EMPTY_LAN.height / 2 };
  if (carryOut(hands, (scene) => lanDeed(scene, item.isDmz, corner))) lookAt(hands);
}
