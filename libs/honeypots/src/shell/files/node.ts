interface Common {
  /** Permission bits, such as 0o644. */
  mode: number;
  owner: string;
  group: string;
  /** Milliseconds since the epoch. */
  modified: number;
}

export interface FileNode extends Common {
  kind: 'file';
  /** Made when somebody looks. */
  content: string | (() => string);
  /** Bytes that a program claims, whose content nobody can read anyway. */
  size?: number;
}
export interface DirectoryNode extends Common { kind: 'directory'; children: Map<string, FsNode> }
export interface LinkNode extends Common { kind: 'link'; target: string }
export type FsNode = FileNode | DirectoryNode | LinkNode;

export function contentOf(file: FileNode): string {
  return typeof file.content === 'string' ? file.content : file.content();
}

export function sizeOf(node: FsNode): number {
  if (node.kind === 'directory') return 4_096;
  if (node.kind === 'link') return node.target.length;
  return node.size ?? Buffer.byteLength(contentOf(node));
}
