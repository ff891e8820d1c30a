export interface QueuedMessage { topic: string; data: Uint8Array }

/** Room for the head to run ahead before the array is cut. */
const CUT_AT = 1_024;
/** What an entry costs beside its bytes. */
const OVERHEAD_BYTES = 100;

/** Messages that wait, bounded by their size; when there are too many, the oldest go. */
export class MessageQueue {
  private messages: QueuedMessage[] = [];
  private head = 0;
  private bytes = 0;

  constructor(private readonly limitBytes: number) {}

  get size(): number {
    return this.bytes;
  }

  /** @returns how many had to go */
  add(message: QueuedMessage): number {
    this.messages.push(message);
    this.bytes += message.data.length + OVERHEAD_BYTES;
    let dropped = 0;
    while (this.bytes > this.limitBytes && this.take()) dropped += 1;
    return dropped;
  }

  take(): QueuedMessage | undefined {
    const message = this.messages[this.head];
    if (!message) return undefined;
    this.head += 1;
    this.bytes -= message.data.length + OVERHEAD_BYTES;
    if (this.head >= CUT_AT && this.head * 2 >= this.messages.length) {
      this.messages = this.messages.slice(this.head);
      this.head = 0;
    }
    return message;
  }
}
