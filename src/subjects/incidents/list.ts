/** Faults as rows: the columns of which every list of them takes what it needs. Pure. */

import type { TableColumn } from '../../page/table.ts';
import { momentCell } from '../../page/value-cell.ts';
import { levelWordOf } from '../../wording/levels.ts';
import { assessIncident, type IncidentAssessment, type IncidentContext } from './judge/clocks.ts';
import { responsibilityText } from './judge/told-beside.ts';
import type { IncidentRecord } from './kinds/incident.ts';
import { causeText, handlingNote, handlingText, restorationSpan } from './restoration.ts';

export interface JudgedFault {
  incident: IncidentRecord;
  judged: IncidentAssessment;
}

/** Each as it is judged in a context, where it is judged once. */
export const judgedIn = (incidents: readonly IncidentRecord[], context: IncidentContext): JudgedFault[] =>
  incidents.map((incident) => ({ incident, judged: assessIncident(incident, context) }));

/** @param namesOf names of assets, by their ids */
export function faultColumns(
  { contract, asOf }: Pick<IncidentContext, 'contract' | 'asOf'>,
  namesOf: (ids: readonly string[]) => string,
) {
  return {
    id: { label: '故障编号', weight: 1.3, only: 'paper', value: ({ incident }) => incident.id },
    title: {
      ...{ label: '故障', weight: 1.6, title: true },
      value: ({ incident }) => incident.title,
      sub: ({ incident }) => incident.id,
    },
    assets: { label: '影响系统', weight: 1.4, wide: true, value: ({ incident }) => namesOf(incident.assets) },
    level: {
      label: '级别',
      weight: 0.6,
      short: true,
      value: ({ judged }) => levelWordOf(contract.levels, judged.level),
    },
    start: { label: '计时起点', type: 'datetime', short: true, value: ({ judged }) => momentCell(judged.start) },
    used: {
      ...{ label: '恢复用时', align: 'right', short: true },
      value: ({ judged: { restored, downtime } }) => restorationSpan(restored ? downtime : null),
    },
    cause: { label: '原因类别', short: true, value: ({ incident, judged }) => causeText(incident, judged) },
    responsibility: { label: '责任归属', value: ({ incident }) => responsibilityText(incident, asOf) },
    state: {
      ...{ label: '状态', short: true },
      value: ({ judged }) => handlingText(judged),
      sub: ({ judged }) => handlingNote(judged),
    },
  } as const satisfies Record<string, TableColumn<JudgedFault>>;
}
