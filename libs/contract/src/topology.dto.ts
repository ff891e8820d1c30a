import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsIn, IsInt, IsNumber, IsString, IsUUID, Length, Matches, Max, Min } from 'class-validator';
import {
  TOPOLOGY_MODES, TOPOLOGY_STATUSES,
  type Decky, type DeckyObservation, type DeckyState, type Edge, type Endpoint, type Lan, type Protocol, type ServiceConfig, type TopologyMode, type TopologyStatus,
} from '@decnet/domain';
import { Optional } from './optional.js';

export class LanResponse implements Lan {
  id!: string;
  name!: string;
  subnet!: string;
  isDmz!: boolean;
  x!: number | null;
  y!: number | null;
  width!: number | null;
  height!: number | null;
}

export class EndpointResponse implements Endpoint {
  service!: string;
  lan!: string;
  address!: string;
  port!: number;
  protocol!: Protocol;
}

/** A decky as designed, and what is observed of it. */
export class DeckyResponse implements Decky, DeckyObservation {
  id!: string;
  name!: string;
  archetype!: string;
  services!: string[];
  serviceConfig!: Record<string, ServiceConfig>;
  isGateway!: boolean;
  forwardsL3!: boolean;
  x!: number | null;
  y!: number | null;
  state!: DeckyState;
  lastError!: string | null;
  endpoints!: EndpointResponse[];
}

export class EdgeResponse implements Edge {
  id!: string;
  deckyId!: string;
  lanId!: string;
  ip!: string;
  isHome!: boolean;
}

/** The maze's own fields, and the counts of its parts: one item of the list. */
export class TopologySummaryResponse {
  id!: string;
  name!: string;
  mode!: TopologyMode;
  targetHostId!: string | null;
  generatorConfig!: Record<string, unknown> | null;
  status!: TopologyStatus;
  statusReason!: string | null;
  statusChangedAt!: string;
  version!: number;
  eventSeq!: number;
  needsResync!: boolean;
  lastError!: string | null;
  engineHost!: string | null;
  createdAt!: string;
  createdBy!: string;
  lanCount!: number;
  deckyCount!: number;
  edgeCount!: number;
}

export class TopologyResponse extends TopologySummaryResponse {
  lans!: LanResponse[];
  deckies!: DeckyResponse[];
  edges!: EdgeResponse[];
}

export class TopologyListResponse {
  total!: number;
  limit!: number;
  offset!: number;
  data!: TopologySummaryResponse[];
}

export class TopologyListQuery {
  @Optional() @IsIn(TOPOLOGY_STATUSES) status?: TopologyStatus;
  /** Part of the name. */
  @Optional() @IsString() @Length(0, 64) q?: string;
  @Optional() @Type(() => Number) @IsInt() @Min(1) @Max(500) limit?: number;
  @Optional() @Type(() => Number) @IsInt() @Min(0) @Max(2_147_483_647) offset?: number;
}

/** Where a maze is to run; the same for generated, blank and imported ones. */
export class PlacementRequest {
  @Optional() @IsIn(TOPOLOGY_MODES) mode?: TopologyMode;
  @Optional() @IsUUID('4') targetHostId?: string;
}

export class GenerateTopologyRequest extends PlacementRequest {
  @IsString() @Length(1, 64) name!: string;
  @Optional() @IsInt() @Min(1) @Max(16) depth?: number;
  @Optional() @IsInt() @Min(1) @Max(8) branchingFactor?: number;
  @Optional() @IsInt() @Min(0) @Max(32) deckiesPerLanMin?: number;
  @Optional() @IsInt() @Min(1) @Max(32) deckiesPerLanMax?: number;
  @Optional() @IsNumber() @Min(0) @Max(1) bridgeForwardProbability?: number;
  @Optional() @IsNumber() @Min(0) @Max(1) crossEdgeProbability?: number;
  /** CIDR under which LANs get their /24. */
  @Optional() @IsString() @Length(1, 32) subnetBase?: string;
  @Optional() @IsArray() @IsString({ each: true }) services?: string[];
  @Optional() @IsBoolean() randomizeServices?: boolean;
  @Optional() @IsArray() @IsString({ each: true }) archetypes?: string[];
  /** Random when absent; always recorded. */
  @Optional() @IsInt() @Min(0) @Max(4_294_967_295) seed?: number;
}

export class BlankTopologyRequest extends PlacementRequest {
  @IsString() @Length(1, 64) name!: string;
}

export class CloneTopologyRequest {
  @Optional() @IsString() @Length(1, 64) name?: string;
}

export class ExpectedVersionRequest {
  /** The version that the caller looked at; a newer one is refused with VERSION_CONFLICT. */
  @Optional() @IsInt() @Min(0) expectedVersion?: number;
}

export class ExpectedVersionQuery {
  @Optional() @Type(() => Number) @IsInt() @Min(0) expectedVersion?: number;
}

export class RenameTopologyRequest extends ExpectedVersionRequest {
  @IsString() @Length(1, 64) name!: string;
}

export class DeployTopologyRequest extends ExpectedVersionRequest {
  @Optional() @IsBoolean() dryRun?: boolean;
}

/** A maze as it is exported and imported, JSON or YAML. Ids are not part of it. */
export class MazeDocument {
  /** Format version, always 1. */
  decnet!: number;
  name!: string;
  lans!: Record<string, unknown>[];
  deckies?: Record<string, unknown>[] | null;
  edges?: Record<string, unknown>[] | null;
}

export class IssueResponse {
  severity!: 'error' | 'warning';
  code!: string;
  message!: string;
  /** What to highlight. */
  target!: { kind: 'topology' | 'lan' | 'decky' | 'edge'; id: string | null; field?: string };
}

export class ValidationResponse {
  issues!: IssueResponse[];
}

export class PlanStepResponse {
  action!: string;
  kind!: string;
  key!: string;
  reason!: string;
}

export class PlanResponse {
  hash!: string;
  steps!: PlanStepResponse[];
}

export class DryRunResponse {
  issues!: IssueResponse[];
  plan!: PlanStepResponse[];
  /** The compose document as YAML. */
  compose!: string;
}

/** What a deploy or teardown answers at once: the work itself is durable and goes on behind it. */
export class AcceptedResponse {
  id!: string;
  status!: TopologyStatus;
  version!: number;
}

export class NextSubnetQuery {
  /** A CIDR or a prefix such as `172.20`. */
  @Optional() @IsString() @Length(1, 32) base?: string;
}
export class NextSubnetResponse { subnet!: string }
export class NextIpResponse { subnet!: string; ip!: string }

export const EXPORT_FORMATS = ['json', 'yaml'] as const;
export class ExportQuery {
  @Optional() @IsIn(EXPORT_FORMATS) format?: (typeof EXPORT_FORMATS)[number];
}

export class StreamQuery {
  /** Comma-separated: `attackers`, `presence`. */
  @Optional() @IsString() @Matches(/^(attackers|presence)(,(attackers|presence))*$/) include?: string;
}
