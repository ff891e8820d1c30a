/** `keys`: combinations, alternatives separated by ` / `; Ctrl is Command on a Mac. */
export interface KeyBinding { id: string; keys: string; what: string; group: 'Edit' | 'Select' | 'View' | 'Find' }

/** Every key of the canvas: what the help dialog shows and what handlers are registered for. */
export const KEYS: readonly KeyBinding[] = [
  { id: 'undo', keys: 'Ctrl+Z', what: 'Undo', group: 'Edit' },
  { id: 'redo', keys: 'Ctrl+Shift+Z / Ctrl+Y', what: 'Redo', group: 'Edit' },
  { id: 'delete', keys: 'Delete / Backspace', what: 'Delete what is selected', group: 'Edit' },
  { id: 'copy', keys: 'Ctrl+C', what: 'Copy', group: 'Edit' },
  { id: 'paste', keys: 'Ctrl+V', what: 'Paste, also into another maze', group: 'Edit' },
  { id: 'duplicate', keys: 'Ctrl+D', what: 'Duplicate; Alt while dragging does it, too', group: 'Edit' },
  { id: 'rename', keys: 'F2', what: 'Rename', group: 'Edit' },
  { id: 'menu', keys: 'Shift+F10 / ContextMenu', what: 'Menu of what is selected', group: 'Edit' },
  { id: 'nudge', keys: 'ArrowLeft / ArrowRight / ArrowUp / ArrowDown', what: 'Move what is selected', group: 'Edit' },
  { id: 'nudge-far', keys: 'Shift+ArrowLeft / Shift+ArrowRight / Shift+ArrowUp / Shift+ArrowDown', what: 'Move it ten times as far', group: 'Edit' },
  { id: 'select-all', keys: 'Ctrl+A', what: 'Select everything', group: 'Select' },
  { id: 'clear', keys: 'Escape', what: 'Select nothing; break a drag off', group: 'Select' },
  { id: 'mode-select', keys: 'V', what: 'Select and move', group: 'Select' },
  { id: 'mode-marquee', keys: 'M', what: 'Select an area; Shift and drag does it, too', group: 'Select' },
  { id: 'mode-pan', keys: 'H', what: 'Move the view', group: 'View' },
  { id: 'tidy', keys: 'T', what: 'Tidy what is selected, or everything', group: 'View' },
  { id: 'palette', keys: 'P', what: 'Palette', group: 'View' },
];
