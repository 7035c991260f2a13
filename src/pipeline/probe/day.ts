/** Enters a day's probe records, each series once, whoever measured it. */
import type { ProbeRecord } from '../../subjects/inspections/kinds/probe.ts';
import type { Change, Draft } from '../../workspace/change/change.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { seriesKey } from './probe-record.ts';

export interface ProbeDay {
  drafts: readonly Draft<ProbeRecord>[];
  /** ISO instant of entry. */
  now: string;
  /** What goes into the evidence store with the records. */
  originals?: readonly Uint8Array[];
}

/** @returns paths of the records that were added */
export function enterProbeDay(workspace: Workspace, date: string, day: ProbeDay): Promise<string[]> {
  return workspace.change(
    `可用性探测 ${date}`,
    async (change) => {
      const news = await newDrafts(workspace, date, day.drafts);
      if (news.length > 0) for (const bytes of day.originals ?? []) await change.putEvidence(bytes);
      return await addAll(change, news);
    },
    { at: day.now, of: 'measured' },
  );
}

/** Those with a series that the day's records do not hold. */
async function newDrafts(
  workspace: Workspace,
  date: string,
  drafts: ProbeDay['drafts'],
): Promise<Draft<ProbeRecord>[]> {
  const { records } = await workspace.records.list<ProbeRecord>('probe', { from: date, to: date });
  const known = new Set(records.flatMap((one) => one.series.map((row) => `${one.interval} ${seriesKey(row)}`)));
  return drafts.filter((draft) => draft.series.some((row) => !known.has(`${draft.interval} ${seriesKey(row)}`)));
}

async function addAll(change: Change, drafts: readonly Draft<ProbeRecord>[]): Promise<string[]> {
  const paths: string[] = [];
  for (const draft of drafts) paths.push((await change.addRecord<ProbeRecord>('probe', draft)).path);
  return paths;
}
