import { randomUUID } from 'node:crypto';
import { type Maze, planDeployment } from '@decnet/domain';
import type { FakeEngine } from '@decnet/engine';
import type { DecoyEvent } from '@decnet/honeypots';
import type { Database } from '@decnet/persistence';
import { aMaze, aTopology } from '@decnet/testing';

/** A maze that is stored, deployed on a fake engine, and visited on command. */
export class VisitedMaze {
  private constructor(readonly id: string, readonly maze: Maze, private readonly engine: FakeEngine) {}

  static async stored(database: Database, engine: FakeEngine): Promise<VisitedMaze> {
    const visited = await VisitedMaze.unknown(engine);
    await database.unitOfWork.run((tx) => database.mazes.create(tx, aTopology({ id: visited.id }), visited.maze, { actor: 'tester' }));
    return visited;
  }

  /** Runs on the engine, and no database has heard of it. */
  static async unknown(engine: FakeEngine): Promise<VisitedMaze> {
    const id = randomUUID();
    const maze = aMaze({ lans: 2, deckiesPerLan: 2 });
    await engine.apply({ scope: id, epoch: 1, plan: planDeployment(id, maze) });
    return new VisitedMaze(id, maze, engine);
  }

  /** Somebody touches a decky, the n-th in turn. @returns the event's id */
  visit(n = 0, overrides: Partial<DecoyEvent> = {}): string {
    const decky = this.maze.deckies[n % this.maze.deckies.length]!;
    const { ip } = this.maze.edges.find(({ deckyId }) => deckyId === decky.id)!;
    const event: DecoyEvent = {
      id: randomUUID(), at: new Date().toISOString(), sessionId: 's', service: 'ssh', eventType: 'login', src: { ip: '192.0.2.7', port: 40_000 }, dst: { ip, port: 22 },
      user: 'root', secret: `guess ${n}`, outcome: 'failure', ...overrides,
    };
    this.engine.say(this.id, decky.id, event);
    return event.id;
  }

  visits(count: number, overrides?: Partial<DecoyEvent>): string[] {
    return Array.from({ length: count }, (_, n) => this.visit(n, overrides));
  }
}
