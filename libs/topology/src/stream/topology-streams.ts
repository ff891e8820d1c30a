import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { BusService, type Subscription } from '@decnet/bus';
import { CapturedEventsService } from '@decnet/capture';
import type { AttackerObservedMessage, CapturedEventResponse } from '@decnet/contract';
import { Database } from '@decnet/persistence';
import { sseFrame, type SseStream, SseStreams } from '@decnet/platform';
import { type CachedMaze, MazeCache } from '../maze-cache.js';
import { TopologyPresence } from '../presence/topology-presence.js';
import { MazeChannel } from './maze-channel.js';

export interface StreamRequest {
  topologyId: string;
  lastEventId: string | undefined;
  attackers: boolean;
  presence: boolean;
}

/** Event streams of mazes: a snapshot or what was missed, then everything that follows. */
@Injectable()
export class TopologyStreams implements OnModuleDestroy {
  private readonly channels = new Map<string, MazeChannel>();
  private readonly subscription: Subscription;
  private readonly log = new Logger(TopologyStreams.name);

  constructor(
    private readonly database: Database,
    private readonly cache: MazeCache,
    private readonly streams: SseStreams,
    private readonly captured: CapturedEventsService,
    private readonly presence: TopologyPresence,
    bus: BusService,
  ) {
    this.subscription = bus.subscribe('topology.>', ({ topic }) => this.channels.get(topic.split('.')[1]!)?.wake(), () => this.wakeAll());
  }

  /** @throws DomainError NOT_FOUND, TOO_MANY_REQUESTS, both before anything is streamed */
  async open({ topologyId, lastEventId, attackers, presence }: StreamRequest, reply: FastifyReply): Promise<void> {
    const maze = await this.cache.get(topologyId);
    const stream = this.streams.open(reply);
    const resumed = resumePoint(lastEventId, maze);
    if (resumed === null) stream.sendSnapshot({ id: maze.loaded.topology.eventSeq, event: 'snapshot', data: snapshotOf(maze) });
    else this.sendStates(stream, resumed, maze);
    await this.channelOf(topologyId).join(stream, resumed ?? maze.loaded.topology.eventSeq, maze);
    if (presence) this.followPresence(stream, topologyId);
    if (attackers) await this.followAttackers(stream, topologyId);
  }

  onModuleDestroy(): void {
    this.subscription.close();
    for (const channel of this.channels.values()) channel.close();
  }

  private wakeAll(): void {
    for (const channel of this.channels.values()) channel.wake();
  }

  private channelOf(id: string): MazeChannel {
    this.dropUnwatched(id);
    let channel = this.channels.get(id);
    if (!channel) {
      const onError = (error: unknown) => this.log.error(`following maze ${id} failed`, error);
      this.channels.set(id, (channel = new MazeChannel(id, { database: this.database, cache: this.cache, onError })));
    }
    return channel;
  }

  private dropUnwatched(except: string): void {
    for (const [id, channel] of this.channels) {
      if (!channel.isEmpty || id === except) continue;
      channel.close();
      this.channels.delete(id);
    }
  }

  /** What is true only now may have changed while the reader was away, and no row would tell. */
  private sendStates(stream: SseStream, id: number, { loaded }: CachedMaze): void {
    const frames = Object.entries(loaded.observations).map(([deckyId, observation]) => sseFrame({ id, event: 'decky.state', data: { deckyId, ...observation } }));
    if (frames.length > 0) stream.write(frames.join(''));
  }

  private followPresence(stream: SseStream, topologyId: string): void {
    const position = (): number => this.channels.get(topologyId)?.position ?? 0;
    stream.onClose(this.presence.watch(topologyId, (message) => stream.write(sseFrame({ id: position(), event: 'presence', data: message }))));
  }

  private async followAttackers(stream: SseStream, topologyId: string): Promise<void> {
    const leave = await this.captured.observe(await this.captured.latestSeq(), topologyId, (events) => {
      const position = this.channels.get(topologyId)?.position ?? 0;
      stream.write(events.map((event) => sseFrame({ id: position, event: 'attacker.observed', data: observed(event) })).join(''));
    });
    stream.onClose(leave);
  }
}

/** The number to go on from, or null when there is none that this maze ever gave out. */
function resumePoint(lastEventId: string | undefined, maze: CachedMaze): number | null {
  if (lastEventId === undefined || !/^\d{1,15}$/.test(lastEventId)) return null;
  const seq = Number(lastEventId);
  return seq >= 1 && seq <= maze.loaded.topology.eventSeq ? seq : null;
}

/** The body of GET /topologies/{id} with the mutations that have something to do, without encoding the maze again. */
function snapshotOf(maze: CachedMaze): string {
  const body = maze.bytes.toString();
  return `${body.slice(0, -1)},"mutations":${JSON.stringify(maze.loaded.mutations)}}`;
}

function observed({ deckyId, deckyName, srcIp, service, eventType, at }: CapturedEventResponse): AttackerObservedMessage {
  return { deckyId, deckyName, srcIp, service, eventType, at };
}
