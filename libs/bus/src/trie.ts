import { patternTokens, topicTokens } from './topics.js';

interface Node<T> { children: Map<string, Node<T>>; values: Set<T> }
const node = <T>(): Node<T> => ({ children: new Map(), values: new Set() });

/** Topics whose values are remembered; a process publishes on few at a time. */
const REMEMBERED = 4_096;

/**
 * Subscriptions by pattern. Matching walks the topic's tokens, so its cost does not grow with the number of patterns, and what it found is
 * remembered until a subscription comes or goes: of a million messages in a row, nearly all repeat a topic.
 */
export class PatternTrie<T> {
  private readonly root = node<T>();
  private readonly remembered = new Map<string, readonly T[]>();

  /** @throws TopicError */
  add(pattern: string, value: T): void {
    let at = this.root;
    for (const token of patternTokens(pattern)) {
      let next = at.children.get(token);
      if (!next) at.children.set(token, (next = node<T>()));
      at = next;
    }
    at.values.add(value);
    this.remembered.clear();
  }

  remove(pattern: string, value: T): void {
    const path: [Node<T>, string][] = [];
    let at: Node<T> | undefined = this.root;
    for (const token of patternTokens(pattern)) {
      path.push([at, token]);
      at = at.children.get(token);
      if (!at) return;
    }
    at.values.delete(value);
    this.remembered.clear();
    for (const [parent, token] of path.reverse()) {
      const child = parent.children.get(token);
      if (!child || child.values.size > 0 || child.children.size > 0) return;
      parent.children.delete(token);
    }
  }

  /**
   * Values whose pattern matches, each once however many of its patterns do. The same array as long as nothing has changed.
   * @throws TopicError
   */
  match(topic: string): readonly T[] {
    const known = this.remembered.get(topic);
    if (known) return known;
    const found = new Set<T>();
    this.walk(this.root, topicTokens(topic), 0, found);
    if (this.remembered.size >= REMEMBERED) this.remembered.clear();
    const values = [...found];
    this.remembered.set(topic, values);
    return values;
  }

  private walk(at: Node<T>, tokens: string[], depth: number, found: Set<T>): void {
    if (depth === tokens.length) {
      for (const value of at.values) found.add(value);
      return;
    }
    for (const value of at.children.get('>')?.values ?? []) found.add(value);
    for (const key of [tokens[depth]!, '*']) {
      const child = at.children.get(key);
      if (child) this.walk(child, tokens, depth + 1, found);
    }
  }
}
