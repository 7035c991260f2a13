/** 待核实的记录 are shown before a document is confirmed or issued for good; somebody has to say that they were seen. */
import { UserError } from '../../contract/error.ts';
import type { PlannedOccurrence } from '../plan/planned.ts';

/** Asks whether what was just told was seen; undefined: nobody has to say so, as when the schedule issues what is due. */
export type AskSeen = (() => Promise<boolean>) | undefined;

/** @param what the command to give again. @throws UserError when the list was not seen; nothing was saved then */
export async function requireSeen(
  notices: readonly string[],
  { obligation, occurrence }: PlannedOccurrence,
  what: { act: string; command: string },
  ask: AskSeen,
): Promise<void> {
  if (notices.length === 0 || ask === undefined || (await ask())) return;
  throw new UserError(`${obligation.name} ${occurrence.period} 有待核实的记录，没有${what.act}`, {
    found: '清单见上，签发后不能从文档中删去',
    expected: '逐条看过，能说明或更正的先登记',
    hint: `看过后仍要${what.act}的，运行 ${what.command}`,
  });
}
