import type { Command, Option } from 'commander';

/** Names of the mazes there are; an argument called `maze` is completed with them. */
export type MazeNames = () => Promise<readonly string[]>;

/** Where the line stands before the word that is being typed. */
interface Position {
  command: Command;
  /** Arguments of the command that are already there. */
  given: number;
  /** The option whose value comes next. */
  pending: Option | undefined;
}

const lineage = (command: Command): Command[] => (command.parent ? [command, ...lineage(command.parent)] : [command]);
const optionsOf = (command: Command): Option[] => lineage(command).flatMap(({ options }) => [...options]).filter(({ hidden }) => !hidden);
const visible = (command: Command): Command[] => command.createHelp().visibleCommands(command);

function advance({ command, given, pending }: Position, word: string): Position {
  if (pending) return { command, given, pending: undefined };
  if (word.startsWith('-')) {
    const option = optionsOf(command).find(({ long, short }) => word === long || word === short);
    return { command, given, pending: option?.required ? option : undefined };
  }
  const child = command.commands.find((candidate) => candidate.name() === word);
  return child ? { command: child, given: 0, pending: undefined } : { command, given: given + 1, pending };
}

async function all({ command, given, pending }: Position, word: string, mazeNames: MazeNames): Promise<readonly string[]> {
  if (pending) return pending.attributeName() === 'maze' ? mazeNames() : pending.argChoices ?? [];
  if (word.startsWith('-')) return [...optionsOf(command).map(({ long, short }) => long ?? short ?? ''), '--help'];
  const children = visible(command).map((child) => child.name());
  if (children.length > 0) return children;
  const argument = command.registeredArguments[given];
  return argument?.name() === 'maze' ? mazeNames() : argument?.argChoices ?? [];
}

/** What may stand where the last of these words is being typed. */
export async function candidates(program: Command, words: readonly string[], mazeNames: MazeNames): Promise<string[]> {
  const word = words.at(-1) ?? '';
  const position = words.slice(0, -1).reduce(advance, { command: program, given: 0, pending: undefined });
  return (await all(position, word, mazeNames)).filter((candidate) => candidate.startsWith(word));
}
