import { ArrayMaxSize, IsArray, IsUUID } from 'class-validator';

export class PresenceRequest {
  /** Of this tab, chosen by it: one user may have a maze open several times. */
  @IsUUID('4') client!: string;
  /** Ids of what is selected. */
  @IsArray() @ArrayMaxSize(100) @IsUUID('4', { each: true }) selection!: string[];
}

/** Somebody who has this maze open. */
export interface PresentUser {
  client: string;
  username: string;
  selection: string[];
}

/** `event: presence`, only with `include=presence`: all who have this maze open, whenever that changes. Never journalled. */
export interface PresenceMessage { present: PresentUser[] }
