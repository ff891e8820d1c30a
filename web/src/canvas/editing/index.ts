export type { Editor } from './editor';
export type { Conflict, ConflictChoice, EditPermission, Ghost, Ghosts, Notice, Refusal } from './types';
export type { EditView } from './view';
export { useDesign, useEditor, useEditPermission, useEditState } from './useEditing';
