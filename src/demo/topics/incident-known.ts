/** A fault record as somebody writes it before all is known. Pure. */

import type { IncidentRecord } from '../../subjects/incidents/kinds/incident.ts';
import { isDemand } from '../kit/levels.ts';
import { dayOf, isBefore } from '../kit/times.ts';

/** An incident of the story before the store gives it what all records have. */
export type IncidentDraft = Omit<IncidentRecord, 'id' | 'schema' | 'kind' | 'source' | 'simulated' | 'enteredAt'>;

const times = [
  'respondedAt',
  'remoteStartedAt',
  'arrivedAt',
  'restoredAt',
  'confirmedRestoredAt',
  'closedAt',
  'recordedAt',
] as const;
/** Written only once the cause is known. */
const afterRestoration = ['causeCategory', 'directCause', 'rootCause', 'whys', 'affectedBusiness'] as const;
/** Written only at the end. */
const atTheEnd = ['verification', 'prevention', 'articles', 'measures', 'suggestion', 'purchaserOpinion'] as const;

type Fields = readonly (keyof IncidentDraft)[];

/** @param at ISO instant of writing @returns the record with nothing that was not known yet */
export function asKnown(whole: IncidentDraft, at: string): Record<string, unknown> {
  const known = (time: string | undefined): boolean => time !== undefined && !isBefore(at, time);
  const restored = known(whole.restoredAt);
  const requirement = isDemand(whole.levels[0]?.level);
  const ended = whole.closedAt === undefined || known(whole.closedAt);
  const unknown: Fields = [
    ...times.filter((field) => !known(whole[field])),
    ...(known(whole.confirmedRestoredAt) ? [] : (['confirmer'] as const)),
    ...(restored ? [] : afterRestoration),
    ...(restored || requirement ? [] : (['responsibilityBasis'] as const)),
    ...(ended ? [] : atTheEnd),
    // What was asked for the fault was asked for after the first note.
    ...(whole.permit !== undefined && /^@permit:(oral|fix)-/.test(whole.permit) && !restored
      ? (['permit'] as const)
      : []),
  ];
  const { pauses, attachments, ...rest } = whole;
  const scans = (attachments ?? []).filter(({ takenAt }) => known(takenAt));
  const kept = Object.fromEntries(Object.entries(rest).filter(([field]) => !unknown.includes(field as never)));
  const shownPauses = (pauses ?? []).filter((row) => known(row.from)).map((row) => pauseAsKnown(row, known));
  return {
    ...kept,
    ...(scans.length === 0 ? {} : { attachments: scans }),
    ...(restored || requirement ? {} : { responsibility: 'pending' }),
    timeline: whole.timeline.filter((row) => known(row.at)),
    levels: whole.levels.filter((row, n) => n === 0 || known(row.at)).map((row) => levelAsKnown(row, known)),
    ...(shownPauses.length === 0 ? {} : { pauses: shownPauses }),
    ...(kept['measures'] === undefined
      ? {}
      : { measures: whole.measures?.map((row) => measureAsKnown(row, dayOf(at))) }),
  };
}

type Known = (time: string | undefined) => boolean;

function levelAsKnown({ confirmedAt, confirmedBy, ...row }: IncidentDraft['levels'][number], known: Known) {
  return known(confirmedAt) ? { ...row, confirmedBy, confirmedAt } : row;
}

function pauseAsKnown(
  { to, confirmedAt, confirmedBy, ...row }: NonNullable<IncidentDraft['pauses']>[number],
  known: Known,
) {
  return { ...row, ...(known(to) ? { to } : {}), ...(known(confirmedAt) ? { confirmedBy, confirmedAt } : {}) };
}

function measureAsKnown({ doneOn, ...row }: NonNullable<IncidentDraft['measures']>[number], today: string) {
  return doneOn !== undefined && doneOn <= today ? { ...row, status: 'done', doneOn } : { ...row, status: 'doing' };
}
