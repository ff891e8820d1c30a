export { sseFrame, type SseEvent } from './frame.js';
export { SseStream, UNSENT_LIMIT_BYTES, type CloseReason } from './sse-stream.js';
export { SseStreams, STREAMS_PER_USER } from './sse-streams.js';
