import type { Maze } from '../topology/types.js';
import { HARD_RULES } from './hard-rules.js';
import type { Issue } from './issue.js';
import { indexedView } from './maze-view.js';
import { NO_CONTEXT, type Rule, type ValidationContext } from './rule.js';
import { orphanDeckies } from './rules/decky-orphan.js';
import { dmzCount } from './rules/dmz-count.js';
import { orphanLans } from './rules/dmz-orphan.js';
import { misplacedGateways } from './rules/gateway-not-in-dmz.js';
import { implausibleMixes } from './rules/implausible-mix.js';
import { fullLans } from './rules/lan-too-full.js';
import { portConflicts } from './rules/port-conflict.js';
import { portsInUse } from './rules/port-in-use.js';
import { takenSubnets } from './rules/subnet-taken.js';

/** What must hold before a deploy, and what is worth a doubt; none of these ever refuses an edit. */
const DEPLOY_RULES: readonly Rule[] = [
  dmzCount, orphanLans, orphanDeckies, takenSubnets, portConflicts, misplacedGateways, portsInUse, implausibleMixes, fullLans,
];

/** Every rule that the maze breaks, errors and warnings, in a stable order. Linear or n log n in the maze. */
export function validate(maze: Maze, context: ValidationContext = NO_CONTEXT): Issue[] {
  const view = indexedView(maze);
  return [...HARD_RULES, ...DEPLOY_RULES].flatMap((rule) => rule(view, maze, context));
}
