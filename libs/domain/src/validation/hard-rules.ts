import { DomainError } from '../errors.js';
import type { Maze } from '../topology/types.js';
import { indexedView, type MazeView } from './maze-view.js';
import { type Focus, NO_CONTEXT, type Rule } from './rule.js';
import { misplacedAddresses } from './rules/addresses.js';
import { duplicateDeckyNames } from './rules/decky-name-dup.js';
import { collidingAddresses } from './rules/ip-collision.js';
import { duplicateLanNames } from './rules/lan-name-dup.js';
import { malformedNames } from './rules/names.js';
import { serviceConfigs } from './rules/service-config.js';
import { malformedSubnets } from './rules/subnet-malformed.js';
import { overlappingSubnets } from './rules/subnet-overlap.js';
import { unknownServices } from './rules/unknown-service.js';

/** What no stored maze ever breaks: checked after every op, on what it changed, before anything is written. */
export const HARD_RULES: readonly Rule[] = [
  malformedNames, duplicateLanNames, duplicateDeckyNames, malformedSubnets, overlappingSubnets, misplacedAddresses, collidingAddresses, unknownServices,
  serviceConfigs,
];

/** More than anybody reads; the answer to an import of garbage must not be larger than the garbage. */
const MOST_ISSUES = 1_000;

/** @throws DomainError VALIDATION_FAILED {issues}, the first thousand of them */
export function demandHardRules(maze: Maze, view: MazeView = indexedView(maze), focus: Focus = maze): void {
  const issues = HARD_RULES.flatMap((rule) => rule(view, focus, NO_CONTEXT));
  if (issues.length > 0) throw new DomainError('VALIDATION_FAILED', issues[0]!.message, { issues: issues.slice(0, MOST_ISSUES) });
}
