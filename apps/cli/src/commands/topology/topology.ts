import type { AddCommand } from '../../context.js';
import { addCancel } from './cancel.js';
import { addClone } from './clone.js';
import { addDelete } from './delete.js';
import { addDeploy } from './deploy.js';
import { addExport } from './export.js';
import { addGenerate } from './generate.js';
import { addImport } from './import.js';
import { addList } from './list.js';
import { addMutate } from './mutate.js';
import { addMutations } from './mutations.js';
import { addPlan } from './plan.js';
import { addShow } from './show.js';
import { addTeardown } from './teardown.js';
import { addValidate } from './validate.js';

const COMMANDS: readonly AddCommand[] = [
  addGenerate, addList, addShow, addValidate, addPlan, addDeploy, addMutate, addMutations, addCancel, addTeardown, addDelete, addExport, addImport, addClone,
];

export const addTopology: AddCommand = (program, context) => {
  const topology = program.command('topology').description('mazes: make, look at, deploy, change, tear down');
  for (const add of COMMANDS) add(topology, context);
};
