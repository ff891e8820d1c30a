import { DomainError, invalidRequest } from '../../errors.js';
import type { Decky, Edge, Lan, Maze } from '../types.js';
import type { Change } from './types.js';

/** A maze under change: rows are replaced, never mutated, and every replacement is noted as a change. */
export class Draft {
  readonly changes: Change[] = [];

  constructor(public maze: Maze) {}

  /** @param ref id or name @throws DomainError NOT_FOUND */
  lan(ref: string): Lan {
    const found = this.maze.lans.find(({ id, name }) => id === ref || name === ref);
    if (!found) throw new DomainError('NOT_FOUND', `there is no LAN ${ref} in this maze`, { lan: ref });
    return found;
  }

  /** @param ref id or name @throws DomainError NOT_FOUND */
  decky(ref: string): Decky {
    const found = this.maze.deckies.find(({ id, name }) => id === ref || name === ref);
    if (!found) throw new DomainError('NOT_FOUND', `there is no decky ${ref} in this maze`, { decky: ref });
    return found;
  }

  edge(decky: Decky, lan: Lan): Edge | undefined {
    return this.maze.edges.find(({ deckyId, lanId }) => deckyId === decky.id && lanId === lan.id);
  }

  /** In the order in which they were made. */
  edgesOf(deckyId: string): Edge[] {
    return this.maze.edges.filter((edge) => edge.deckyId === deckyId);
  }

  addressesIn(lanId: string): string[] {
    return this.maze.edges.flatMap((edge) => (edge.lanId === lanId ? [edge.ip] : []));
  }

  addLan(after: Lan): void {
    this.demandNewId(after.id);
    this.maze = { ...this.maze, lans: [...this.maze.lans, after] };
    this.changes.push({ type: 'lan.added', after });
  }

  updateLan(before: Lan, after: Lan): void {
    this.maze = { ...this.maze, lans: replaced(this.maze.lans, before, after) };
    this.changes.push({ type: 'lan.updated', before, after });
  }

  removeLan(before: Lan): void {
    this.maze = { ...this.maze, lans: without(this.maze.lans, before) };
    this.changes.push({ type: 'lan.removed', before });
  }

  addDecky(after: Decky): void {
    this.demandNewId(after.id);
    this.maze = { ...this.maze, deckies: [...this.maze.deckies, after] };
    this.changes.push({ type: 'decky.added', after });
  }

  updateDecky(before: Decky, after: Decky): void {
    this.maze = { ...this.maze, deckies: replaced(this.maze.deckies, before, after) };
    this.changes.push({ type: 'decky.updated', before, after });
  }

  removeDecky(before: Decky): void {
    this.maze = { ...this.maze, deckies: without(this.maze.deckies, before) };
    this.changes.push({ type: 'decky.removed', before });
  }

  addEdge(after: Edge): void {
    this.demandNewId(after.id);
    this.maze = { ...this.maze, edges: [...this.maze.edges, after] };
    this.changes.push({ type: 'edge.added', after });
  }

  updateEdge(before: Edge, after: Edge): void {
    this.maze = { ...this.maze, edges: replaced(this.maze.edges, before, after) };
    this.changes.push({ type: 'edge.updated', before, after });
  }

  removeEdge(before: Edge): void {
    this.maze = { ...this.maze, edges: without(this.maze.edges, before) };
    this.changes.push({ type: 'edge.removed', before });
  }

  /** Makes one edge the home of its decky and takes that from the one that had it. @returns the one that had it */
  moveHome(to: Edge): Edge | undefined {
    const old = this.maze.edges.find((edge) => edge.deckyId === to.deckyId && edge.isHome);
    if (old) this.updateEdge(old, { ...old, isHome: false });
    this.updateEdge(to, { ...to, isHome: true });
    return old;
  }

  /** A decky that lost its home has its oldest remaining edge as home. */
  rehome(deckyId: string): void {
    const own = this.edgesOf(deckyId);
    const oldest = own[0];
    if (oldest && !own.some(({ isHome }) => isHome)) this.updateEdge(oldest, { ...oldest, isHome: true });
  }

  private demandNewId(id: string): void {
    const { lans, deckies, edges } = this.maze;
    const taken = lans.some((lan) => lan.id === id) || deckies.some((decky) => decky.id === id) || edges.some((edge) => edge.id === id);
    if (taken) throw invalidRequest([{ path: 'id', message: `${id} is in use in this maze` }]);
  }
}

function replaced<T>(rows: readonly T[], before: T, after: T): T[] {
  const copy = rows.slice();
  copy[rows.indexOf(before)] = after;
  return copy;
}

function without<T>(rows: readonly T[], gone: T): T[] {
  return rows.filter((row) => row !== gone);
}
