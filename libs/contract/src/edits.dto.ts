import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsInt, IsNumber, IsObject, IsOptional, IsString, IsUUID, Length, Max, Min } from 'class-validator';
import type { Op, ServiceConfig } from '@decnet/domain';
import { DeckyResponse, EdgeResponse, ExpectedVersionRequest, LanResponse } from './topology.dto.js';

export class AddLanRequest extends ExpectedVersionRequest {
  @IsOptional() @IsUUID('4') id?: string;
  @IsOptional() @IsString() @Length(1, 31) name?: string;
  @IsOptional() @IsString() @Length(1, 32) subnet?: string;
  @IsOptional() @IsBoolean() isDmz?: boolean;
  @IsOptional() @IsNumber() x?: number;
  @IsOptional() @IsNumber() y?: number;
  @IsOptional() @IsNumber() width?: number;
  @IsOptional() @IsNumber() height?: number;
}

export class UpdateLanRequest extends ExpectedVersionRequest {
  @IsOptional() @IsString() @Length(1, 31) name?: string;
  @IsOptional() @IsString() @Length(1, 32) subnet?: string;
  @IsOptional() @IsBoolean() isDmz?: boolean;
}

export class AddDeckyRequest extends ExpectedVersionRequest {
  @IsOptional() @IsUUID('4') id?: string;
  @IsOptional() @IsString() @Length(1, 31) name?: string;
  /** Id or name of the home LAN. */
  @IsString() @Length(1, 36) lan!: string;
  @IsOptional() @IsString() @Length(1, 64) archetype?: string;
  @IsOptional() @IsArray() @IsString({ each: true }) services?: string[];
  @IsOptional() @IsObject() serviceConfig?: Record<string, ServiceConfig>;
  @IsOptional() @IsBoolean() isGateway?: boolean;
  @IsOptional() @IsBoolean() forwardsL3?: boolean;
  @IsOptional() @IsString() @Length(1, 15) ip?: string;
  @IsOptional() @IsNumber() x?: number;
  @IsOptional() @IsNumber() y?: number;
}

export class UpdateDeckyRequest extends ExpectedVersionRequest {
  @IsOptional() @IsString() @Length(1, 31) name?: string;
  @IsOptional() @IsString() @Length(1, 64) archetype?: string;
  @IsOptional() @IsArray() @IsString({ each: true }) services?: string[];
  @IsOptional() @IsObject() serviceConfig?: Record<string, ServiceConfig>;
  @IsOptional() @IsBoolean() isGateway?: boolean;
  @IsOptional() @IsBoolean() forwardsL3?: boolean;
  @IsOptional() @IsString() @Length(1, 36) homeLan?: string;
  @IsOptional() @IsString() @Length(1, 15) ip?: string;
}

export class AddEdgeRequest extends ExpectedVersionRequest {
  @IsOptional() @IsUUID('4') id?: string;
  @IsString() @Length(1, 36) decky!: string;
  @IsString() @Length(1, 36) lan!: string;
  @IsOptional() @IsString() @Length(1, 15) ip?: string;
  @IsOptional() @IsBoolean() isHome?: boolean;
}

export class UpdateEdgeRequest extends ExpectedVersionRequest {
  @IsOptional() @IsString() @Length(1, 15) ip?: string;
  @IsOptional() @IsBoolean() isHome?: boolean;
}

export class EditsRequest extends ExpectedVersionRequest {
  /** Ops of the one op table, applied in order, all or nothing. */
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(5_000) ops!: Op[];
}

export class LanEditResponse { lan!: LanResponse; version!: number }
export class DeckyEditResponse { decky!: DeckyResponse; version!: number }
export class EdgeEditResponse { edge!: EdgeResponse; version!: number }
export class VersionResponse { version!: number }

export class EditsResponse {
  version!: number;
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
  @IsOptional() @IsObject() lans?: Record<string, LanBox>;
  /** By decky id; relative to the home LAN. */
  @IsOptional() @IsObject() deckies?: Record<string, DeckyPosition>;
}

export class BeforeQuery {
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) before?: number;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(500) limit?: number;
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
