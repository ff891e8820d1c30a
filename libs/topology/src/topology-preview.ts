import { Injectable } from '@nestjs/common';
import type { DryRunResponse, NextIpResponse, NextSubnetResponse, PlanResponse, ValidationResponse } from '@decnet/contract';
import { DEFAULT_SUBNET_BASE, type DeploymentPlan, diffPlan, DomainError, LIVE_STATUSES, nextIp, nextSubnet, plannedResources, planDeployment, toDocument } from '@decnet/domain';
import { renderCompose } from '@decnet/engine';
import { Database } from '@decnet/persistence';
import { stringify } from 'yaml';
import { type CachedMaze, MazeCache } from './maze-cache.js';
import { TopologyValidator } from './topology-validator.js';

/** What a maze would become, without changing anything: problems, steps, compose document, export. */
@Injectable()
export class TopologyPreview {
  constructor(private readonly cache: MazeCache, private readonly validator: TopologyValidator, private readonly database: Database) {}

  async validate(id: string): Promise<ValidationResponse> {
    const { maze } = (await this.cache.get(id)).loaded;
    return { issues: await this.validator.issues(id, maze) };
  }

  /** The steps a deploy would take now, with reasons: of a live maze, none. */
  async plan(id: string): Promise<PlanResponse> {
    const cached = await this.cache.get(id);
    const plan = planOf(cached);
    return { hash: plan.hash, steps: stepsOf(cached, plan) };
  }

  async compose(id: string): Promise<string> {
    return renderCompose(planOf(await this.cache.get(id)));
  }

  async dryRun(id: string): Promise<DryRunResponse> {
    const cached = await this.cache.get(id);
    const plan = planOf(cached);
    const issues = await this.validator.issues(id, cached.loaded.maze);
    return { issues, plan: stepsOf(cached, plan), compose: renderCompose(plan) };
  }

  /** The maze as a document that an import takes; as YAML for people. */
  async export(id: string, format: 'json' | 'yaml'): Promise<string> {
    const { topology, maze } = (await this.cache.get(id)).loaded;
    const document = toDocument(topology.name, maze);
    return format === 'yaml' ? stringify(document, { aliasDuplicateObjects: false }) : `${JSON.stringify(document, null, 2)}\n`;
  }

  /** The next free /24 under `base`; reserves nothing. @throws DomainError INVALID_REQUEST, POOL_EXHAUSTED */
  async nextSubnet(base = DEFAULT_SUBNET_BASE): Promise<NextSubnetResponse> {
    return { subnet: nextSubnet(base, await this.database.claims.taken()) };
  }

  async nextIp(id: string, lanId: string): Promise<NextIpResponse> {
    const { maze } = (await this.cache.get(id)).loaded;
    const lan = maze.lans.find((candidate) => candidate.id === lanId);
    if (!lan) throw new DomainError('NOT_FOUND', `there is no LAN ${lanId} in this maze`);
    const taken = maze.edges.flatMap((edge) => (edge.lanId === lanId ? [edge.ip] : []));
    return { subnet: lan.subnet, ip: nextIp(lan.subnet, taken) };
  }
}

function planOf({ loaded }: CachedMaze): DeploymentPlan {
  return planDeployment(loaded.topology.id, loaded.maze);
}

function stepsOf({ loaded }: CachedMaze, plan: DeploymentPlan) {
  const runs = LIVE_STATUSES.includes(loaded.topology.status) ? plannedResources(plan) : [];
  return diffPlan(runs, plan);
}
