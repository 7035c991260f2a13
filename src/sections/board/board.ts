/** 履约看板: the figures of the first page, from what is judged elsewhere. Pure. */

import { attendanceStates } from '../../assess/service/attendance.ts';
import { fieldsOf } from '../../records/fields.ts';
import { changeStages } from '../../records/kinds/change.ts';
import dutyKind from '../../records/kinds/duty.ts';
import type { SiteBoard } from '../../report/site-model.ts';
import { choiceWord } from '../../wording/codes.ts';
import { orMissing, timeText } from '../../wording/words.ts';
import { recoveryProof } from '../backups/latest-proof.ts';
import type { SiteFacts } from '../parts/facts.ts';
import { dutyToday, dutyTones, personText } from '../parts/record-tables.ts';
import { availabilityFigures } from './availability.ts';
import { judgedBoard } from './figures.ts';

export function boardOf(facts: SiteFacts): SiteBoard {
  return {
    // Counted by the records as they are: the figures are the same in every view.
    ...judgedBoard({ ...facts, records: { ...facts.records, ...facts.unmasked } }),
    availability: availabilityFigures(facts),
    recoveryProof: recoveryProof(facts),
    duty: duty(facts),
    changes: changes(facts),
  };
}

function duty(facts: SiteFacts): SiteBoard['duty'] {
  const fields = fieldsOf(dutyKind.schema);
  return dutyToday(facts).map((one) => ({
    post: choiceWord(fields, 'post', one.post),
    person: personText(one),
    state:
      one.state in attendanceStates ? attendanceStates[one.state as 'present'] : choiceWord(fields, 'state', one.state),
    tone: dutyTones[one.state],
    time:
      one.signedInAt === undefined
        ? `${timeText(one.plannedFrom)} 至 ${timeText(one.plannedTo)}`
        : `签到 ${timeText(one.signedInAt)}，签退 ${orMissing(one.signedOutAt && timeText(one.signedOutAt))}`,
  }));
}

/** Where the requirements, defects and patches of the year stand. */
function changes({ records }: SiteFacts): SiteBoard['changes'] {
  return Object.entries(changeStages).map(([stage, label]) => ({
    stage,
    label,
    count: records.change.filter((one) => one.stage === stage).length,
    href: `/records/change?stage=${stage}`,
  }));
}
