import { Type } from 'class-transformer';
import { IsInt, IsString, IsUUID, Length, Max, Min } from 'class-validator';
import { IsTime } from './is-time.js';
import { Optional } from './optional.js';

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
  @Optional() @IsUUID('4') topologyId?: string;
  @Optional() @IsUUID('4') deckyId?: string;
  @Optional() @IsString() @Length(1, 64) service?: string;
  @Optional() @IsString() @Length(1, 64) eventType?: string;
  /** Source address. */
  @Optional() @IsString() @Length(1, 45) src?: string;
  @Optional() @IsTime() from?: string;
  @Optional() @IsTime() to?: string;
}

export class CapturedEventQuery extends CapturedEventFilter {
  @Optional() @Type(() => Number) @IsInt() @Min(1) before?: number;
  @Optional() @Type(() => Number) @IsInt() @Min(1) @Max(500) limit?: number;
}

export class DeckyEventCountResponse {
  deckyId!: string;
  count!: number;
  lastAt!: string | null;
  lastSrcIp!: string | null;
}
export class DeckyEventCountsResponse { data!: DeckyEventCountResponse[] }
export class EventCountsQuery { @IsUUID('4') topologyId!: string }
