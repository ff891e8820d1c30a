import { Injectable } from '@nestjs/common';
import { DomainError, hasErrors, type Issue, type Maze, validate } from '@decnet/domain';
import { Database, type Tx } from '@decnet/persistence';

/** The rules of the domain library, with what only the database knows: which ranges other mazes hold. */
@Injectable()
export class TopologyValidator {
  constructor(private readonly database: Database) {}

  async issues(id: string, maze: Maze, tx?: Tx): Promise<Issue[]> {
    const claimed = await this.database.claims.owners(tx, id);
    return validate(maze, {
      claimedRanges: claimed.map(({ topologyName, range }) => ({ owner: topologyName, first: range[0], last: range[1] })),
      hostRoutes: [],
      usedPorts: [],
    });
  }

  /** @throws DomainError VALIDATION_FAILED {issues} when one of them is an error */
  async demandDeployable(id: string, maze: Maze, tx: Tx): Promise<void> {
    const issues = await this.issues(id, maze, tx);
    if (hasErrors(issues)) throw new DomainError('VALIDATION_FAILED', 'the maze breaks rules that a deploy needs', { issues });
  }
}
