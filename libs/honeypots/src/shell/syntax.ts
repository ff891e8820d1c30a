/** A piece of a word. `literal` pieces were quoted or escaped: nothing in them is expanded, and no file name matches them. */
export type Piece = { kind: 'literal' | 'plain'; text: string } | { kind: 'variable'; name: string; quoted: boolean };
export type Word = readonly Piece[];

/** `2>&1` has no target but a descriptor. */
export interface Redirect { from: 0 | 1 | 2 | 'both'; mode: '<' | '>' | '>>'; target: Word | { descriptor: 1 | 2 } }
export interface SimpleCommand { assignments: readonly { name: string; value: Word }[]; words: readonly Word[]; redirects: readonly Redirect[] }
export interface Step { when: 'always' | 'success' | 'failure'; pipeline: readonly SimpleCommand[] }

/** `incomplete`: more lines are needed. `unexpected`: the token at which the line makes no sense. */
export type Parsed = { kind: 'script'; steps: readonly Step[] } | { kind: 'incomplete' } | { kind: 'unexpected'; token: string };
