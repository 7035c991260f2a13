/**
 * What the schedule does not issue of its own accord: documents in which something is still 待填写, and those that fell due
 * before the workspace was made. A person may issue both by their name.
 */

import { contractFiles, textsOf } from '../../contract/bundle/bundle.ts';
import { contractBlanks, countBlanks, peopleBlanks } from '../../contract/terms/blanks.ts';
import { contractLifts, contractSchema } from '../../contract/terms/contract.ts';
import { compareInstants } from '../../contract/time.ts';
import { topicTable } from '../../workspace/store/lift-tables.ts';
import { liftSchema } from '../../workspace/text/parse.ts';
import { parseYaml } from '../../workspace/text/yaml.ts';
import type { PlannedOccurrence } from '../plan/planned.ts';
import type { Session } from '../session.ts';

/** A document that is due and held. */
export interface Held {
  obligation: string;
  period: string;
  /** What is still 待填写, and in which file. */
  lacks: string[];
}

/** Reason of a document that was held until what it lacked was filled in. It is printed, and must not read as another blank (`countBlanks`). */
export const FILLED_LATER = '到期时合同或正文尚有未填的内容，填写后补报';

/** A revision repeats what was issued before, blanks and all, and is asked for by name anyway. */
export const isUnfilled = ({ blanks }: PlannedOccurrence): boolean => blanks.length > 0;

export const heldOf = ({ occurrence, blanks }: PlannedOccurrence): Held => ({
  obligation: occurrence.obligation,
  period: occurrence.period,
  lacks: blanks,
});

/** Of what is due, what goes out without anybody naming it. */
export async function ownAccord(
  session: Session,
  due: readonly PlannedOccurrence[],
  { now, byPerson }: { now: string; byPerson?: boolean },
): Promise<PlannedOccurrence[]> {
  const filled = due.filter((one) => !isUnfilled(one));
  if (byPerson === true || !filled.some((one) => isLate(one, now))) return filled;
  const begun = (await session.workspace.git.versions()).at(-1)?.at;
  return filled.filter(({ occurrence: { dueAt } }) => {
    if (dueAt === null || begun === undefined) return true;
    return compareInstants(dueAt, begun) >= 0;
  });
}

const isLate = ({ occurrence: { dueAt } }: PlannedOccurrence, now: string): boolean =>
  dueAt !== null && compareInstants(now, dueAt) > 0;

/** Those that are late because what they print was not filled in when they fell due: then nothing else made them late. */
export async function filledAfterDue(
  session: Session,
  chosen: readonly PlannedOccurrence[],
  now: string,
): Promise<ReadonlySet<PlannedOccurrence>> {
  const found = new Set<PlannedOccurrence>();
  for (const one of chosen) if (isLate(one, now) && (await wasUnfilled(session, one))) found.add(one);
  return found;
}

async function wasUnfilled(session: Session, { obligation, occurrence }: PlannedOccurrence): Promise<boolean> {
  const written = textsOf(session.workspace.contract).find(({ id }) => id === obligation.id);
  const contract = await textAt(session, contractFiles.contract, occurrence.dueAt);
  const withPeople = written?.generated?.includes('people') === true;
  if (contract !== undefined && (await contractIsOpen(contract, withPeople))) return true;
  const text = written && (await textAt(session, written.file, occurrence.dueAt));
  return text !== undefined && countBlanks(text) > 0;
}

async function contractIsOpen(text: string, withPeople: boolean): Promise<boolean> {
  const file = contractFiles.contract;
  const read = contractSchema.safeParse(liftSchema(parseYaml(text, file), contractLifts(await topicTable()), { file }));
  if (!read.success) return false;
  return [...contractBlanks(read.data), ...(withPeople ? peopleBlanks(read.data) : [])].length > 0;
}

/** The file as the history had it then; undefined: it was not there yet. */
async function textAt({ workspace: { git } }: Session, path: string, time: string | null): Promise<string | undefined> {
  const then = (await git.versions(path)).find(({ at }) => time !== null && compareInstants(at, time) <= 0);
  const bytes = then && (await git.showFile(then.commit, path));
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
}
