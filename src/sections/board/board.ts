/** 履约看板: the figures of the first page, from what is judged elsewhere. Pure. */

import { asksFor, inspectsAnything } from '../../contract/asked.ts';
import { limitTerms } from '../../contract/terms/levels.ts';
import type { Topic } from '../../contract/terms/topics.ts';
import { fieldsOf } from '../../records/fields.ts';
import { figureOf } from '../../report/figure.ts';
import type { BoardPart } from '../../report/site-board.ts';
import type { SiteBoard } from '../../report/site-model.ts';
import { duties } from '../../states/duty.ts';
import { attendanceStates } from '../../subjects/attendance/judge/attendance.ts';
import dutyKind from '../../subjects/attendance/kinds/duty.ts';
import changeKind, { changeStages } from '../../subjects/changes/kinds/change.ts';
import { choiceWord } from '../../wording/codes.ts';
import { orMissing, timeText } from '../../wording/words.ts';
import { recoveryProof } from '../backups/latest.ts';
import { recordsOf, type SiteFacts } from '../parts/facts.ts';
import { yearTo } from '../parts/figures.ts';
import type { SiteNeed } from '../parts/needs.ts';
import { dutyToday, personText } from '../parts/record-tables.ts';
import { availabilityFigures, probedNeeds } from './availability.ts';
import { judgedBoard, judgedNeeds } from './figures.ts';

/** What 首页 is made from: what the contract is judged by, and what it shows besides. */
export const boardNeeds: readonly SiteNeed[] = [
  ...judgedNeeds,
  ...probedNeeds,
  { kind: 'backup', window: 'year' },
  { kind: 'drill', window: 'all' },
  // A shift of the evening before may run on.
  { kind: 'duty', window: { days: 1 } },
  { kind: 'change', window: 'year' },
];

/** All but what waits for the purchaser, which is found in other records: `askedCounts`. */
export function boardOf(facts: SiteFacts): Omit<SiteBoard, 'asked'> {
  return {
    shows: partsOf(facts),
    ...judgedBoard(facts),
    availability: availabilityFigures(facts),
    recoveryProof: recoveryProof(facts),
    duty: duty(facts),
    changes: changes(facts),
  };
}

const topicsOf: Readonly<Record<Exclude<BoardPart, 'inspection' | 'limits'>, readonly Topic[]>> = {
  availability: ['availability', 'watch', 'monitoring'],
  recovery: ['backup', 'restore-test', 'drill'],
  duty: ['attendance', 'duty', 'phone', 'staffing'],
  renewals: ['renewal'],
  findings: ['scan'],
  changes: ['upkeep', 'patch', 'tuning', 'maintenance', 'change'],
};

const kindsOf: Readonly<Record<keyof typeof topicsOf, readonly string[]>> = {
  availability: ['probe'],
  recovery: ['backup', 'restore-test', 'drill'],
  duty: ['duty'],
  renewals: ['renewal', 'certificate'],
  findings: ['scan'],
  changes: ['change'],
};

/** What no clause asks for is shown when somebody wrote it down anyway; of a day after the service nobody asks who works and what is seen. */
function partsOf(facts: SiteFacts): SiteBoard['shows'] {
  const { contract } = facts.contract;
  const inService = facts.today <= contract.servicePeriod.to;
  const asked = (part: keyof typeof topicsOf): boolean =>
    asksFor(contract, ...topicsOf[part]) || kindsOf[part].some((kind) => (facts.records[kind] ?? []).length > 0);
  return {
    inspection: inService && inspectsAnything(facts.contract),
    limits: limitTerms(contract).length > 0,
    availability: asked('availability'),
    recovery: asked('recovery'),
    duty: inService && asked('duty'),
    renewals: asked('renewals'),
    findings: asked('findings'),
    changes: asked('changes'),
  };
}

function duty(facts: SiteFacts): SiteBoard['duty'] {
  const fields = fieldsOf(dutyKind.schema);
  return dutyToday(facts).map((one) => ({
    post: choiceWord(fields, 'post', one.post),
    person: personText(one),
    state:
      one.state in attendanceStates ? attendanceStates[one.state as 'present'] : choiceWord(fields, 'state', one.state),
    tone: duties[one.state].tone,
    time:
      one.signedInAt === undefined
        ? `${timeText(one.plannedFrom)} 至 ${timeText(one.plannedTo)}`
        : `签到 ${timeText(one.signedInAt)}，签退 ${orMissing(one.signedOutAt && timeText(one.signedOutAt))}`,
  }));
}

/** Where the requirements, defects and patches of the year stand. */
function changes(facts: SiteFacts): SiteBoard['changes'] {
  const list = recordsOf(facts, changeKind);
  return Object.entries(changeStages).map(([stage, label]) => {
    const count = list.filter((one) => one.stage === stage).length;
    // A kind of which there is no record yet has no page.
    return {
      stage,
      label,
      count,
      figure: figureOf(`changes.stage.${stage}`, count, yearTo(facts)),
      href: count === 0 ? null : `/records/change?stage=${stage}`,
    };
  });
}
