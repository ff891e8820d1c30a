import { Injectable } from '@nestjs/common';
import { Database, type JournalEntry, type Position, type Tx } from '@decnet/persistence';
import { replay, Unchanged, type WriteRequest } from './request.js';

/** Makes the journal entry of a write; with a key, the answer is kept in it. */
export type EntryFor = (answerAt: (position: Position) => unknown, status?: number) => JournalEntry;

/** Writes to one maze: one unit of work, repeatable under the client's Idempotency-Key. */
@Injectable()
export class UnitWriter {
  constructor(private readonly database: Database) {}

  /**
   * Runs `work` as one transaction. A request whose key has an answer already gets that answer, whatever became of the
   * maze since; `Unchanged` rolls back and answers.
   */
  async write<T>(topologyId: string, request: WriteRequest, work: (tx: Tx, entryFor: EntryFor) => Promise<T>): Promise<T> {
    const entryFor: EntryFor = (answerAt, status = 200) => ({
      actor: request.actor,
      ...(request.key !== undefined && {
        requestId: request.key,
        answer: (position: Position) => ({ fingerprint: request.fingerprint ?? '', status, body: answerAt(position) }),
      }),
    });
    try {
      return await this.database.unitOfWork.run((tx) => work(tx, entryFor));
    } catch (error) {
      const recorded = request.key === undefined ? null : await this.database.journal.findRequest(topologyId, request.key);
      if (recorded) return replay<T>(recorded, request);
      if (error instanceof Unchanged) return error.answer as T;
      throw error;
    }
  }
}
