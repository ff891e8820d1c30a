import type { HistoryItemResponse, HistoryResponse, TopologyListResponse, TopologyResponse } from '@decnet/contract';
import { FakeEngine } from '@decnet/engine';
import { RecordingBus, type OpenDatabase } from '@decnet/testing';
import type { ApiClient } from './api-client.js';
import { startTestMaster, type TestMaster, type TestMasterOptions } from './test-master.js';

export interface Held {
  /** Resolves when the reconciler stands at the checkpoint. */
  reached: Promise<void>;
  /** Lets it go on, and past every checkpoint from then on. */
  go(): void;
}

/** A master with a fake engine, a bus that remembers, and a reconciler that can be held between two steps. */
export class QueueStage {
  readonly engine = new FakeEngine();
  readonly bus = new RecordingBus();
  private checkpoint: TestMasterOptions['checkpoint'];
  private letGo = () => {};

  private constructor(private readonly open: OpenDatabase, public master: TestMaster) {}

  static async start(open: OpenDatabase): Promise<QueueStage> {
    const stage = new QueueStage(open, undefined as never);
    stage.master = await stage.another();
    return stage;
  }

  get admin(): ApiClient {
    return this.master.admin;
  }

  /** One more master with the same engine and bus, on a connection of its own. */
  async another(options: Partial<TestMasterOptions> = {}): Promise<TestMaster> {
    const { engine, bus } = this;
    return startTestMaster({ database: await this.open(), engine, bus, leaseMs: 60_000, checkpoint: (point, id) => this.checkpoint?.(point, id), ...options });
  }

  /** The same stage with a master of other options. */
  async restart(options: Partial<TestMasterOptions>): Promise<void> {
    await this.master.close();
    this.master = await this.another(options);
  }

  /** Leaves no running maze to the next test. */
  async end(): Promise<void> {
    this.checkpoint = undefined;
    this.letGo();
    this.engine.faults.release();
    const { body } = await this.admin.get<TopologyListResponse>('/topologies?limit=500');
    const live = body.data.filter(({ status }) => status === 'active' || status === 'degraded');
    for (const { id } of live) await this.admin.post(`/topologies/${id}/teardown`);
    for (const { id } of live) await this.admin.settled(id, ['torn_down']);
    await this.master.close();
  }

  /** Holds the reconciler at a checkpoint. */
  hold(at: string): Held {
    let reach!: () => void;
    const reached = new Promise<void>((resolve) => { reach = resolve; });
    const gone = new Promise<void>((resolve) => { this.letGo = resolve; });
    this.checkpoint = (point) => {
      if (point !== at) return undefined;
      reach();
      return gone;
    };
    const go = () => {
      this.checkpoint = undefined;
      this.letGo();
    };
    return { reached, go };
  }

  async maze(id: string): Promise<TopologyResponse> {
    return (await this.admin.get<TopologyResponse>(`/topologies/${id}`)).body;
  }

  /** Hash of what the engine runs of a maze. */
  async runningHash(id: string): Promise<string | null | undefined> {
    return (await this.engine.observe(id)).scopes[0]?.hash;
  }

  /** Oldest first. */
  async journal(id: string): Promise<HistoryItemResponse[]> {
    return (await this.admin.get<HistoryResponse>(`/topologies/${id}/history?limit=500`)).body.data.reverse();
  }

  /** Calls of the engine that were to bring a maze to a plan. */
  get applies(): number {
    return this.engine.calls.filter(({ call }) => call === 'apply').length;
  }

  /** How many messages the bus has carried. */
  async messages(): Promise<number> {
    return (await this.bus.topics()).length;
  }

  /** What the bus said of a maze after so many messages, without the maze's id. */
  async said(id: string, from: number): Promise<string[]> {
    return (await this.bus.topics()).slice(from).filter((topic) => topic.includes(id)).map((topic) => topic.replace(`topology.${id}.`, ''));
  }
}
