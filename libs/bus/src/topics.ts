/** A topic is dot-separated tokens; `*` stands for one token and a final `>` for one or more, in patterns only. */
const TOKEN = /^[A-Za-z0-9_-]{1,64}$/;
const MAX_TOKENS = 16;

export class TopicError extends Error {
  constructor(topic: string, why: string, readonly isPattern = false) {
    super(`${JSON.stringify(topic.slice(0, 200))}: ${why}`);
    this.name = 'TopicError';
  }
}

/** Tokens of a published topic. @throws TopicError on empty or malformed tokens and on wildcards */
export function topicTokens(topic: string): string[] {
  const tokens = topic.split('.');
  if (tokens.length > MAX_TOKENS) throw new TopicError(topic, `more than ${MAX_TOKENS} tokens`);
  for (const token of tokens) if (!TOKEN.test(token)) throw new TopicError(topic, 'a token is empty, too long or has a character outside A-Z a-z 0-9 _ -');
  return tokens;
}

/** Topics known to be good; a process publishes on few at a time. */
const GOOD = new Set<string>();
const REMEMBERED = 4_096;

/** @throws TopicError when nothing may be published on it */
export function checkTopic(topic: string): void {
  if (GOOD.has(topic)) return;
  topicTokens(topic);
  if (GOOD.size >= REMEMBERED) GOOD.clear();
  GOOD.add(topic);
}

/** Tokens of a subscription pattern. @throws TopicError */
export function patternTokens(pattern: string): string[] {
  const tokens = pattern.split('.');
  if (tokens.length > MAX_TOKENS) throw new TopicError(pattern, `more than ${MAX_TOKENS} tokens`, true);
  tokens.forEach((token, i) => {
    if (token === '*' || (token === '>' && i === tokens.length - 1)) return;
    if (!TOKEN.test(token)) throw new TopicError(pattern, 'a token is empty or malformed, or `>` is not last', true);
  });
  return tokens;
}

const topic = (...tokens: string[]): string => {
  for (const token of tokens) if (topicTokens(token).length !== 1) throw new TopicError(token, 'not a single token');
  return tokens.join('.');
};

export const MUTATION_STAGES = ['enqueued', 'applying', 'applied', 'failed'] as const;
export type MutationStage = (typeof MUTATION_STAGES)[number];

/** Every topic there is. A builder refuses an id that would smuggle in another token. */
export const topics = {
  topologyMutation: (id: string, stage: MutationStage) => topic('topology', id, 'mutation', stage),
  topologyStatus: (id: string) => topic('topology', id, 'status'),
  topologyChanged: (id: string) => topic('topology', id, 'changed'),
  topologyPresence: (id: string) => topic('topology', id, 'presence'),
  deckyState: (id: string) => topic('decky', id, 'state'),
  attackerObserved: () => 'attacker.observed',
  attackerScored: () => 'attacker.scored',
  attackerSession: (stage: 'started' | 'ended') => topic('attacker', 'session', stage),
  systemLog: () => 'system.log',
  systemHealth: (worker: string) => topic('system', worker, 'health'),
  /** A pattern: that of every worker. */
  anySystemHealth: () => 'system.*.health',
} as const;
