import { Type } from 'class-transformer';
import { IsInt, IsISO8601, IsOptional, IsString, IsUUID, Length, Max, Min } from 'class-validator';

/** What a decoy caught, and who it was. */
export class CapturedEventResponse {
  /** Position in the store, growing in commit order. */
  seq!: number;
  id!: string;
  at!: string;
  topologyId!: string;
  deckyId!: string;
  deckyName!: string;
  lan!: string | null;
  service!: string;
  sessionId!: string;
  eventType!: string;
  srcIp!: string;
  srcPort!: number;
  dstIp!: string;
  dstPort!: number;
  outcome!: string | null;
  user!: string | null;
  secret!: string | null;
  command!: string | null;
  request!: string | null;
  bytes!: number | null;
  data!: Record<string, unknown> | null;
}

export class CapturedEventListResponse { data!: CapturedEventResponse[]; nextBefore!: number | null }

export class CapturedEventFilter {
  @IsOptional() @IsUUID('4') topologyId?: string;
  @IsOptional() @IsUUID('4') deckyId?: string;
  @IsOptional() @IsString() @Length(1, 64) service?: string;
  @IsOptional() @IsString() @Length(1, 64) eventType?: string;
  /** Source address. */
  @IsOptional() @IsString() @Length(1, 45) src?: string;
  @IsOptional() @IsISO8601() from?: string;
  @IsOptional() @IsISO8601() to?: string;
}

export class CapturedEventQuery extends CapturedEventFilter {
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) before?: number;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(500) limit?: number;
}

export class DeckyEventCountResponse {
  deckyId!: string;
  count!: number;
  lastAt!: string | null;
  lastSrcIp!: string | null;
}
export class DeckyEventCountsResponse { data!: DeckyEventCountResponse[] }
export class EventCountsQuery { @IsUUID('4') topologyId!: string }
