/** What one limit came to for one fault, as rows: exceptions of a document, and the faults to which a limit applies on the site. Pure. */
import type { TableColumn } from '../../page/table.ts';
import type { Tone } from '../../report/block.ts';
import { type ClockState, clocks } from '../../states/clock.ts';
import { stateCell } from './cells.ts';
import type { IncidentRecord } from './kinds/incident.ts';

export interface LimitCase {
  id: string;
  title: string;
  /** Its word. */
  level: string;
  /** Name of the limit. */
  clock: string;
  state: ClockState;
  text: string;
  /** null: it needs none. */
  reason: string | null;
}

/** @param responsibility its word */
export const reasonText = (incident: IncidentRecord | undefined, responsibility: string): string =>
  `${incident?.directCause ?? '未登记原因'}（责任：${responsibility}）`;

export const caseTone = ({ state }: LimitCase): Tone | undefined =>
  clocks[state].tone === 'abnormal' ? 'abnormal' : undefined;

export const caseColumns = {
  id: { label: '故障编号', weight: 1.3, only: 'paper', value: ({ id }) => id },
  title: { label: '故障', weight: 1.3, title: true, value: ({ title }) => title, sub: ({ id }) => id },
  level: { label: '级别', weight: 0.6, short: true, value: ({ level }) => level },
  clock: { label: '时限项', value: ({ clock }) => clock },
  state: {
    ...{ label: '判定', type: 'outcome', state: true },
    value: ({ state }) => stateCell(state),
    look: ({ state }) => clocks[state],
  },
  text: { label: '情况', weight: 2.2, wide: true, value: ({ text }) => text },
  reason: { label: '原因与责任归属', weight: 1.8, wide: true, value: ({ reason }) => reason },
} as const satisfies Record<string, TableColumn<LimitCase>>;
