/** One key and what it does. `keys` is empty for what only the command palette does. */
export interface KeyBinding { id: string; keys: string; what: string; group: 'Edit' | 'Select' | 'View' | 'Find' }

/** Every key of a maze's page: the help lists them, handlers are found by id. Alternatives are joined by ` or `. */
export const KEYS: readonly KeyBinding[] = [
  { id: 'search', keys: '/', what: 'Search LANs and deckies', group: 'Find' },
  { id: 'palette', keys: 'Ctrl+K', what: 'Find and run any command', group: 'Find' },
  { id: 'help', keys: '?', what: 'List the keys', group: 'Find' },
  { id: 'problems', keys: 'P', what: 'Show the problems', group: 'Find' },
  { id: 'inspector', keys: 'I', what: 'Go to the inspector', group: 'Find' },

  { id: 'undo', keys: 'Ctrl+Z', what: 'Undo', group: 'Edit' },
  { id: 'redo', keys: 'Ctrl+Shift+Z or Ctrl+Y', what: 'Redo', group: 'Edit' },
  { id: 'add-lan', keys: 'Shift+L', what: 'Add a LAN', group: 'Edit' },
  { id: 'add-decky', keys: 'Shift+D', what: 'Add a decky to the selected LAN', group: 'Edit' },
  { id: 'deploy', keys: '', what: 'Deploy the maze', group: 'Edit' },
  { id: 'teardown', keys: '', what: 'Tear the maze down', group: 'Edit' },
  { id: 'outline-rename', keys: 'F2', what: 'In the outline: rename in place', group: 'Edit' },
  { id: 'outline-add', keys: 'Insert or +', what: 'In the outline: add a decky to the LAN; on the maze itself, a LAN', group: 'Edit' },
  { id: 'outline-move', keys: 'M', what: 'In the outline: move the decky to another LAN', group: 'Edit' },
  { id: 'outline-connect', keys: 'C', what: 'In the outline: connect the decky to a further LAN', group: 'Edit' },
  { id: 'outline-detach', keys: 'X', what: 'In the outline: detach the decky from a LAN', group: 'Edit' },
  { id: 'outline-delete', keys: 'Delete', what: 'In the outline: remove', group: 'Edit' },

  { id: 'outline-move-focus', keys: 'Arrows', what: 'In the outline: go on, go back, unfold, fold', group: 'Select' },
  { id: 'outline-ends', keys: 'Home or End', what: 'In the outline: first, last', group: 'Select' },
  { id: 'outline-inspect', keys: 'Enter', what: 'In the outline: open in the inspector', group: 'Select' },

  { id: 'outline', keys: 'O', what: 'Show the outline, or go to it', group: 'View' },
  { id: 'fit', keys: 'F', what: 'Fit the whole maze', group: 'View' },
  { id: 'zoom-in', keys: '+ or =', what: 'Zoom in', group: 'View' },
  { id: 'zoom-out', keys: '-', what: 'Zoom out', group: 'View' },
  { id: 'minimap', keys: 'N', what: 'Show or hide the overview map', group: 'View' },
];

/** The binding of this id. */
export function bindingOf(id: string): KeyBinding | undefined {
  return KEYS.find((binding) => binding.id === id);
}
