import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsInt, IsNumber, IsObject, IsString, IsUUID, Length, Max, Min } from 'class-validator';
import type { Op, ServiceConfig } from '@decnet/domain';
import { Optional } from './optional.js';
import { DeckyResponse, EdgeResponse, ExpectedVersionRequest, LanResponse } from './topology.dto.js';

export class AddLanRequest extends ExpectedVersionRequest {
  @Optional() @IsUUID('4') id?: string;
  @Optional() @IsString() @Length(1, 31) name?: string;
  @Optional() @IsString() @Length(1, 32) subnet?: string;
  @Optional() @IsBoolean() isDmz?: boolean;
  @Optional() @IsNumber() x?: number;
  @Optional() @IsNumber() y?: number;
  @Optional() @IsNumber() width?: number;
  @Optional() @IsNumber() height?: number;
}

export class UpdateLanRequest extends ExpectedVersionRequest {
  @Optional() @IsString() @Length(1, 31) name?: string;
  @Optional() @IsString() @Length(1, 32) subnet?: string;
  @Optional() @IsBoolean() isDmz?: boolean;
}

export class AddDeckyRequest extends ExpectedVersionRequest {
  @Optional() @IsUUID('4') id?: string;
  @Optional() @IsString() @Length(1, 31) name?: string;
  /** Id or name of the home LAN. */
  @IsString() @Length(1, 36) lan!: string;
  @Optional() @IsString() @Length(1, 64) archetype?: string;
  @Optional() @IsArray() @IsString({ each: true }) services?: string[];
  @Optional() @IsObject() serviceConfig?: Record<string, ServiceConfig>;
  @Optional() @IsBoolean() isGateway?: boolean;
  @Optional() @IsBoolean() forwardsL3?: boolean;
  @Optional() @IsString() @Length(1, 15) ip?: string;
  @Optional() @IsNumber() x?: number;
  @Optional() @IsNumber() y?: number;
}

export class UpdateDeckyRequest extends ExpectedVersionRequest {
  @Optional() @IsString() @Length(1, 31) name?: string;
  @Optional() @IsString() @Length(1, 64) archetype?: string;
  @Optional() @IsArray() @IsString({ each: true }) services?: string[];
  @Optional() @IsObject() serviceConfig?: Record<string, ServiceConfig>;
  @Optional() @IsBoolean() isGateway?: boolean;
  @Optional() @IsBoolean() forwardsL3?: boolean;
  @Optional() @IsString() @Length(1, 36) homeLan?: string;
  @Optional() @IsString() @Length(1, 15) ip?: string;
}

export class AddEdgeRequest extends ExpectedVersionRequest {
  @Optional() @IsUUID('4') id?: string;
  @IsString() @Length(1, 36) decky!: string;
  @IsString() @Length(1, 36) lan!: string;
  @Optional() @IsString() @Length(1, 15) ip?: string;
  @Optional() @IsBoolean() isHome?: boolean;
}

export class UpdateEdgeRequest extends ExpectedVersionRequest {
  @Optional() @IsString() @Length(1, 15) ip?: string;
  @Optional() @IsBoolean() isHome?: boolean;
}

export class EditsRequest extends ExpectedVersionRequest {
  /** Ops of the one op table, applied in order, all or nothing. */
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(5_000) ops!: Op[];
}

export class LanEditResponse { lan!: LanResponse; version!: number }
export class DeckyEditResponse { decky!: DeckyResponse; version!: number }
export class EdgeEditResponse { edge!: EdgeResponse; version!: number }
export class VersionResponse { version!: number }

/** `eventSeq`: the journal row that tells of the positions. */
export class LayoutResponse extends VersionResponse { eventSeq!: number }

export class EditsResponse {
  version!: number;
  /** Number of the edit's last journal row: whoever follows the stream has all of the edit once it has that row. */
  eventSeq!: number;
  /** The ops as applied, with every choice (ids, names, addresses) filled in. */
  resolved!: Op[];
  /** Applied in this order, takes the edit back. */
  inverse!: Op[];
}

export class RollbackRequest extends ExpectedVersionRequest {
  @IsInt() @Min(1) toVersion!: number;
}

export class LanBox {
  @IsNumber() x!: number;
  @IsNumber() y!: number;
  @IsNumber() width!: number;
  @IsNumber() height!: number;
}
export class DeckyPosition {
  @IsNumber() x!: number;
  @IsNumber() y!: number;
}
export class LayoutRequest {
  /** By LAN id. */
  @Optional() @IsObject() lans?: Record<string, LanBox>;
  /** By decky id; relative to the home LAN. */
  @Optional() @IsObject() deckies?: Record<string, DeckyPosition>;
}

export class BeforeQuery {
  @Optional() @Type(() => Number) @IsInt() @Min(1) before?: number;
  @Optional() @Type(() => Number) @IsInt() @Min(1) @Max(500) limit?: number;
}

export class HistoryItemResponse {
  seq!: number;
  version!: number;
  type!: string;
  payload!: Record<string, unknown>;
  actor!: string;
  at!: string;
}
export class HistoryResponse { data!: HistoryItemResponse[]; nextBefore!: number | null }

export class StatusEventResponse {
  seq!: number;
  from!: string | null;
  to!: string;
  reason!: string | null;
  actor!: string;
  at!: string;
}
export class StatusEventsResponse { data!: StatusEventResponse[]; nextBefore!: number | null }
