/** Inclusive [first, last], unsigned 32-bit. */
export type AddressRange = readonly [first: number, last: number];

export interface ClaimedRange { topologyId: string; topologyName: string; lanId: string; range: AddressRange }

/** The range of one LAN. */
export interface LanRange { lanId: string; first: number; last: number }
