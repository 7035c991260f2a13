/** Forms on the server: what is typed and not saved yet, and which were sent already. */
import type { DatabaseSync } from 'node:sqlite';
import { type Drafts, openDrafts } from './drafts.ts';
import { openSubmissions, type Submissions } from './submissions.ts';

export interface Forms {
  drafts: Drafts;
  submissions: Submissions;
}

/** @param folder of files that wait with their form */
export const openForms = (database: DatabaseSync, folder: string): Forms => ({
  drafts: openDrafts(database, folder),
  submissions: openSubmissions(database),
});
