import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '../support/eventually.js';
import type { Mutator } from './mutator.js';
import { LEASE_MS, type ProcessStage } from './stage.js';

/** One kill in so many comes wherever the mutator is, even before it has anything to work on. */
const BLIND = 5;
/** So many of a hundred that take a dead one's place have its name, as a master that is started again: they need not wait for its leases. */
const SAME_NAME = 50;
/** A mutator that gets no maze within this, because others have them all, is killed as it is. */
const WORK_LIMIT_MS = LEASE_MS + 4_000;

/** Some mutators at work; the dead are replaced at once by one that is loaded already. */
export class Crew {
  private readonly atWork: Mutator[] = [];
  private spare: Mutator;

  constructor(private readonly stage: ProcessStage, private readonly size: number) {
    this.spare = stage.mutator();
  }

  async fill(): Promise<void> {
    while (this.atWork.length < this.size) this.atWork.push(await this.next(randomUUID()));
  }

  /** kill -9 of one of them, at a random moment within `span` milliseconds of its work. */
  async killOne(spanMs: number): Promise<void> {
    const { random, findings } = this.stage;
    const index = Math.floor(random.below(this.size));
    let victim = this.atWork[index]!;
    if (random.below(BLIND) >= 1) {
      const busy = await eventually('a mutator works', WORK_LIMIT_MS, () => this.atWork.find(({ holding }) => holding.size > 0) ?? null).catch(() => victim);
      if (victim.holding.size === 0) victim = busy;
    }
    await delay(random.below(spanMs));
    if (!victim.isAlive) findings.unexpected.push(`a mutator ended by itself: ${victim.errors.slice(-5).join('; ')}`);
    await victim.kill();
    const met = victim.holding.size > 0;
    findings.count('kills');
    if (met) findings.count('at work');
    if (met) findings.count(`killed ${victim.lastStep.replace('before', 'in').replace('after', 'past')}`);
    const sameName = random.below(100) < SAME_NAME;
    this.atWork[this.atWork.indexOf(victim)] = await this.next(sameName ? victim.owner : randomUUID());
  }

  async stop(): Promise<void> {
    await this.spare.kill();
    for (const mutator of this.atWork) await this.stage.stop(mutator);
  }

  private async next(owner: string): Promise<Mutator> {
    const next = this.spare;
    await next.hears('loaded');
    this.spare = this.stage.mutator();
    await next.go({ owner });
    return next;
  }
}
