/** `keys`: combinations, alternatives separated by ` / `; Ctrl is Command on a Mac. Empty for what only the list of commands does. */
export interface KeyBinding { id: string; keys: string; what: string; group: 'Edit' | 'Select' | 'View' | 'Find' }

/** Every key of the canvas: what the help shows and what handlers are registered for. Those of the outline hold while the focus is in it. */
export const KEYS: readonly KeyBinding[] = [
  { id: 'search', keys: '/', what: 'Search LANs and deckies', group: 'Find' },
  { id: 'commands', keys: 'Ctrl+K', what: 'Find and run any command', group: 'Find' },
  { id: 'help', keys: '?', what: 'List the keys', group: 'Find' },
  { id: 'problems', keys: 'E', what: 'Show errors and warnings', group: 'Find' },
  { id: 'inspector', keys: 'I', what: 'Go to the inspector', group: 'Find' },

  { id: 'undo', keys: 'Ctrl+Z', what: 'Undo', group: 'Edit' },
  { id: 'redo', keys: 'Ctrl+Shift+Z / Ctrl+Y', what: 'Redo', group: 'Edit' },
  { id: 'add-lan', keys: 'Shift+L', what: 'Add a LAN', group: 'Edit' },
  { id: 'add-decky', keys: 'Shift+D', what: 'Add a decky to the selected LAN', group: 'Edit' },
  { id: 'delete', keys: 'Delete / Backspace', what: 'Delete what is selected', group: 'Edit' },
  { id: 'copy', keys: 'Ctrl+C', what: 'Copy', group: 'Edit' },
  { id: 'paste', keys: 'Ctrl+V', what: 'Paste, also into another maze', group: 'Edit' },
  { id: 'duplicate', keys: 'Ctrl+D', what: 'Duplicate; Alt while dragging does it, too', group: 'Edit' },
  { id: 'rename', keys: 'F2', what: 'Rename', group: 'Edit' },
  { id: 'menu', keys: 'Shift+F10 / ContextMenu', what: 'Menu of what is selected', group: 'Edit' },
  { id: 'nudge', keys: 'ArrowLeft / ArrowRight / ArrowUp / ArrowDown', what: 'Move what is selected', group: 'Edit' },
  { id: 'nudge-far', keys: 'Shift+ArrowLeft / Shift+ArrowRight / Shift+ArrowUp / Shift+ArrowDown', what: 'Move it ten times as far', group: 'Edit' },
  { id: 'deploy', keys: '', what: 'Deploy the maze', group: 'Edit' },
  { id: 'teardown', keys: '', what: 'Tear the maze down', group: 'Edit' },
  { id: 'outline-rename', keys: 'F2', what: 'In the outline: rename in place', group: 'Edit' },
  { id: 'outline-add', keys: 'Insert / +', what: 'In the outline: add a decky to the LAN; on the maze itself, a LAN', group: 'Edit' },
  { id: 'outline-move', keys: 'M', what: 'In the outline: move the decky to another LAN', group: 'Edit' },
  { id: 'outline-connect', keys: 'C', what: 'In the outline: connect the decky to a further LAN', group: 'Edit' },
  { id: 'outline-detach', keys: 'X', what: 'In the outline: detach the decky from a LAN', group: 'Edit' },
  { id: 'outline-delete', keys: 'Delete / Backspace', what: 'In the outline: remove', group: 'Edit' },

  { id: 'select-all', keys: 'Ctrl+A', what: 'Select everything', group: 'Select' },
  { id: 'clear', keys: 'Escape', what: 'Select nothing; break a drag off', group: 'Select' },
  { id: 'mode-select', keys: 'V', what: 'Select and move', group: 'Select' },
  { id: 'mode-marquee', keys: 'M', what: 'Select an area; Shift and drag does it, too', group: 'Select' },
  { id: 'outline-walk', keys: 'ArrowUp / ArrowDown', what: 'In the outline: the line above, the line below', group: 'Select' },
  { id: 'outline-fold', keys: 'ArrowLeft / ArrowRight', what: 'In the outline: fold or go out, unfold or go in', group: 'Select' },
  { id: 'outline-ends', keys: 'Home / End', what: 'In the outline: first, last; letters find by name', group: 'Select' },
  { id: 'outline-inspect', keys: 'Enter', what: 'In the outline: open in the inspector', group: 'Select' },

  { id: 'outline', keys: 'O', what: 'Show the outline, or go to it', group: 'View' },
  { id: 'fit', keys: 'F', what: 'Fit the whole maze', group: 'View' },
  { id: 'zoom-in', keys: '+ / =', what: 'Zoom in', group: 'View' },
  { id: 'zoom-out', keys: '-', what: 'Zoom out', group: 'View' },
  { id: 'minimap', keys: 'N', what: 'Show or hide the overview map', group: 'View' },
  { id: 'mode-pan', keys: 'H', what: 'Move the view', group: 'View' },
  { id: 'tidy', keys: 'T', what: 'Tidy what is selected, or everything', group: 'View' },
  { id: 'palette', keys: 'P', what: 'Palette', group: 'View' },
];

/** The binding of this id. */
export function bindingOf(id: string): KeyBinding | undefined {
  return KEYS.find((binding) => binding.id === id);
}
