import { CreateTopologies1764000000000 } from './1764000000000-create-topologies.js';
import { CreateJournal1764000000001 } from './1764000000001-create-journal.js';
import { CreateAccess1764000000002 } from './1764000000002-create-access.js';
import { CreateCapture1764000000003 } from './1764000000003-create-capture.js';

/** In the order in which they run. Never edited once landed: what is wrong is put right by another one. */
export const MIGRATIONS = [
  CreateTopologies1764000000000, CreateJournal1764000000001, CreateAccess1764000000002, CreateCapture1764000000003,
] as const;
