import { contentOf, type DirectoryNode, type FileNode, type FsNode } from './node.js';

/** Why a path cannot be used, in the words that programs print. */
export class FileError extends Error {
  constructor(readonly reason: 'No such file or directory' | 'Not a directory' | 'Is a directory' | 'Permission denied' | 'No space left on device' | 'Too many levels of symbolic links') {
    super(reason);
    this.name = 'FileError';
  }
}

export interface Identity { user: string; groups: readonly string[]; isRoot: boolean }

const MAX_LINKS = 16;
/** What one session may write: enough for a script, not for a host's memory. */
const MAX_WRITTEN = 4 * 1024 * 1024;
const MAX_NODES = 2_000;

/** The files of one session: the machine's, and what this intruder changed, seen by him only. */
export class FileSystem {
  private written = 0;
  private added = 0;

  constructor(private readonly root: DirectoryNode, private readonly identity: Identity, private readonly now: () => number) {}

  /** Absolute path without dots; says nothing about whether it exists. */
  absolute(path: string, cwd: string): string {
    const parts: string[] = [];
    for (const part of `${path.startsWith('/') ? '' : cwd}/${path}`.split('/')) {
      if (part === '..') parts.pop();
      else if (part !== '' && part !== '.') parts.push(part);
    }
    return `/${parts.join('/')}`;
  }

  /** The node at an absolute path; its last link is followed unless `follow` is false. Throws {@link FileError}. */
  node(path: string, follow = true, depth = 0): FsNode {
    if (depth > MAX_LINKS) throw new FileError('Too many levels of symbolic links');
    let node: FsNode = this.root;
    let walked = '';
    const parts = path.split('/').filter((part) => part !== '');
    for (const [index, part] of parts.entries()) {
      if (node.kind !== 'directory') throw new FileError('Not a directory');
      if (!this.allows(node, 1)) throw new FileError('Permission denied');
      const next: FsNode | undefined = node.children.get(part);
      if (!next) throw new FileError('No such file or directory');
      if (next.kind === 'link' && (follow || index < parts.length - 1)) {
        node = this.node(this.absolute(next.target, walked || '/'), true, depth + 1);
      } else node = next;
      walked += `/${part}`;
    }
    return node;
  }

  read(path: string): string {
    const node = this.node(path);
    if (node.kind === 'directory') throw new FileError('Is a directory');
    if (!this.allows(node, 4)) throw new FileError('Permission denied');
    return contentOf(node as FileNode);
  }

  /** Names in a directory, sorted, without the dots. */
  list(path: string): string[] {
    const node = this.node(path);
    if (node.kind !== 'directory') throw new FileError('Not a directory');
    if (!this.allows(node, 4)) throw new FileError('Permission denied');
    return [...node.children.keys()].sort();
  }

  enter(path: string): void {
    const node = this.node(path);
    if (node.kind !== 'directory') throw new FileError('Not a directory');
    if (!this.allows(node, 1)) throw new FileError('Permission denied');
  }

  write(path: string, text: string, append: boolean): void {
    const existing = this.tryNode(path);
    if (existing?.kind === 'directory') throw new FileError('Is a directory');
    if (existing && !this.allows(existing, 2)) throw new FileError('Permission denied');
    if (path.startsWith('/dev/')) return;
    this.written += text.length;
    if (this.written > MAX_WRITTEN) throw new FileError('No space left on device');
    if (existing?.kind === 'file') {
      existing.content = append ? contentOf(existing) + text : text;
      existing.modified = this.now();
      delete existing.size;
      return;
    }
    this.create(path, text);
  }

  /** Existing paths that match a pattern with `*` and `?` in it, sorted; none when nothing does. */
  glob(pattern: string, cwd: string): string[] {
    const isAbsolute = pattern.startsWith('/');
    let found = [isAbsolute ? '/' : ''];
    for (const part of pattern.split('/').filter((name) => name !== '')) {
      found = found.flatMap((base) => this.matches(base, part, cwd)).slice(0, 1_000);
    }
    return found.sort();
  }

  private matches(base: string, part: string, cwd: string): string[] {
    const join = (name: string): string => (base === '' ? name : `${base === '/' ? '' : base}/${name}`);
    const directory = this.absolute(base === '' ? '.' : base, cwd);
    if (!/[*?]/.test(part)) return this.tryNode(this.absolute(part, directory)) ? [join(part)] : [];
    try {
      return this.list(directory).filter((name) => (!name.startsWith('.') || part.startsWith('.')) && wildcard(part, name)).map(join);
    } catch (error) {
      if (error instanceof FileError) return [];
      throw error;
    }
  }

  private create(path: string, text: string): void {
    const slash = path.lastIndexOf('/');
    const parent = this.node(path.slice(0, slash) || '/');
    if (parent.kind !== 'directory') throw new FileError('Not a directory');
    if (!this.allows(parent, 2)) throw new FileError('Permission denied');
    this.added += 1;
    if (this.added > MAX_NODES) throw new FileError('No space left on device');
    parent.children.set(path.slice(slash + 1), {
      kind: 'file', mode: 0o644, owner: this.identity.user, group: this.identity.user, modified: this.now(), content: text,
    });
  }

  private tryNode(path: string): FsNode | null {
    try {
      return this.node(path);
    } catch (error) {
      if (error instanceof FileError && error.reason === 'No such file or directory') return null;
      throw error;
    }
  }

  /** Whether this user has a permission bit (4 read, 2 write, 1 enter) on a node. */
  private allows({ mode, owner, group }: FsNode, bit: 1 | 2 | 4): boolean {
    if (this.identity.isRoot) return true;
    const shift = owner === this.identity.user ? 6 : this.identity.groups.includes(group) ? 3 : 0;
    return ((mode >> shift) & bit) !== 0;
  }
}

/** Linear in the length of both: a pattern of many stars must cost nothing. */
export function wildcard(pattern: string, name: string): boolean {
  let [p, n, star, resume] = [0, 0, -1, 0];
  while (n < name.length) {
    if (pattern[p] === '*') {
      star = p;
      resume = n;
      p += 1;
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === name[n])) {
      p += 1;
      n += 1;
    } else if (star >= 0) {
      p = star + 1;
      resume += 1;
      n = resume;
    } else return false;
  }
  while (pattern[p] === '*') p += 1;
  return p === pattern.length;
}
