import { attachmentsByDecky, byName } from './maze-index.js';
import type { Decky, Lan, Maze } from './types.js';

/** A decky that routes between its LANs. `lans` are indices into {@link LanGraph.lans}, home first; `ips` are its addresses there. */
export interface Joint { decky: Decky; lans: number[]; ips: string[] }

/**
 * The way from every LAN of one component to one LAN of it. All by {@link LanGraph.position}: `distance` is the number of joints
 * on the way (-1 when there is none), `joint` the first of them (-1 at the end of the way), `next` the LAN behind it.
 */
export interface Ways { distance: Int32Array; joint: Int32Array; next: Int32Array }

/** LANs as nodes, the deckies that route between them as links. Everything is walked by name, so ids and row order never decide. */
export class LanGraph {
  readonly lans: readonly Lan[];
  readonly indexById: ReadonlyMap<string, number>;
  readonly joints: readonly Joint[];
  /** Indices of the joints that stand in a LAN. */
  readonly jointsOf: readonly number[][];
  /** LANs of every component, ascending. */
  readonly members: readonly number[][];
  readonly component: Int32Array;
  /** Place of a LAN among the members of its component. */
  readonly position: Int32Array;
  /** The search in which a joint was last met: spares a mark per joint and search. */
  private readonly metIn: Int32Array;
  private searches = 0;

  constructor(maze: Maze) {
    this.lans = [...maze.lans].sort(byName);
    this.indexById = new Map(this.lans.map(({ id }, index) => [id, index]));
    this.joints = this.jointsOfMaze(maze);
    this.jointsOf = this.lans.map(() => []);
    this.joints.forEach(({ lans }, index) => lans.forEach((lan) => this.jointsOf[lan]!.push(index)));
    this.metIn = new Int32Array(this.joints.length);
    this.component = new Int32Array(this.lans.length).fill(-1);
    this.position = new Int32Array(this.lans.length);
    this.members = this.findComponents();
  }

  /** Address of a joint in one of its LANs. */
  ipOf(joint: number, lan: number): string {
    const { lans, ips } = this.joints[joint]!;
    return ips[lans.indexOf(lan)]!;
  }

  /** Shortest ways to a LAN from all of its component; of equal ones, by the joint whose name comes first. */
  waysTo(destination: number, limit: number): Ways {
    const { members, position } = this;
    const size = members[this.component[destination]!]!.length;
    const ways: Ways = { distance: new Int32Array(size).fill(-1), joint: new Int32Array(size).fill(-1), next: new Int32Array(size).fill(-1) };
    ways.distance[position[destination]!] = 0;
    const queue = [destination];
    this.searches += 1;
    for (const lan of queue) {
      const distance = ways.distance[position[lan]!]! + 1;
      if (distance > limit) break;
      for (const joint of this.jointsOf[lan]!) {
        if (!this.meets(joint)) continue;
        for (const neighbour of this.joints[joint]!.lans) {
          const at = position[neighbour]!;
          if (ways.distance[at] !== -1) continue;
          ways.distance[at] = distance;
          ways.joint[at] = joint;
          ways.next[at] = lan;
          queue.push(neighbour);
        }
      }
    }
    return ways;
  }

  /** Whether this search meets a joint for the first time; from now on it has met it. */
  private meets(joint: number): boolean {
    const isNew = this.metIn[joint] !== this.searches;
    this.metIn[joint] = this.searches;
    return isNew;
  }

  private jointsOfMaze(maze: Maze): Joint[] {
    const attachments = attachmentsByDecky(maze);
    const joints: Joint[] = [];
    for (const decky of maze.deckies.filter(({ forwardsL3 }) => forwardsL3).sort(byName)) {
      const own = attachments.get(decky.id);
      if (!own || own.length < 2) continue;
      joints.push({ decky, lans: own.map(({ lan }) => this.indexById.get(lan.id)!), ips: own.map(({ edge }) => edge.ip) });
    }
    return joints;
  }

  private findComponents(): number[][] {
    const components: number[][] = [];
    this.searches += 1;
    for (let start = 0; start < this.lans.length; start++) {
      if (this.component[start] !== -1) continue;
      const found = this.reachableFrom(start, components.length).sort((a, b) => a - b);
      found.forEach((lan, position) => { this.position[lan] = position; });
      components.push(found);
    }
    return components;
  }

  private reachableFrom(start: number, component: number): number[] {
    const found = [start];
    this.component[start] = component;
    for (const lan of found) {
      for (const joint of this.jointsOf[lan]!) {
        if (!this.meets(joint)) continue;
        for (const neighbour of this.joints[joint]!.lans) {
          if (this.component[neighbour] !== -1) continue;
          this.component[neighbour] = component;
          found.push(neighbour);
        }
      }
    }
    return found;
  }
}
