/** 设备 */
import { deviceQuestion, isBeyondRepair, isUndecided } from '../../src/assess/contract/to-decide.ts';
import deviceRepair, { type DeviceRepairRecord } from '../../src/subjects/devices/kinds/device-repair.ts';
import type { Decision, Part } from '../first-page/part.ts';
import type { News, Reference } from '../first-page/ranking.ts';
import { documentsAbout } from '../first-page/references.ts';
import { nameOf, ofPeriod, upToPeriod } from '../period/period.ts';
import type { PeriodFacts } from '../periodic/facts.ts';
import { deviceSection } from '../service/devices.ts';
import type { ReportSection } from './_section.ts';

const isLost = ({ view }: PeriodFacts, one: DeviceRepairRecord): boolean => isBeyondRepair(one, view.input.asOf);

const aboutDevice = ({ view }: PeriodFacts, id: string): Reference[] => [
  { text: id, section: 'devices' },
  ...documentsAbout(view, id),
];

const part: Part = {
  order: 100,
  news: (facts) =>
    ofPeriod(facts.view, deviceRepair)
      .filter((one) => isLost(facts, one))
      .map(
        (one): News => ({
          gravity: 'beyond-repair',
          weight: isUndecided(one) ? 1 : 0,
          id: one.id,
          text: `${nameOf(facts.view, one.asset)}（${one.place}）判定无法维修${isUndecided(one) ? '，待⟦采购人⟧决定' : ''}`,
          references: aboutDevice(facts, one.id),
        }),
      ),
  decisions: (facts) =>
    upToPeriod(facts.view, deviceRepair)
      .flatMap((one) => deviceQuestion(one, nameOf(facts.view, one.asset), facts.view.input.asOf))
      .map((asked): Decision => ({ ...asked, references: aboutDevice(facts, asked.id) })),
};

export default {
  id: 'devices',
  title: '设备',
  kinds: ['device-repair', 'inspection', 'signoff'],
  topics: ['device', 'device-fault'],
  parts: [part],
  compose: ({ view, days }: PeriodFacts) => deviceSection(view, days),
} satisfies ReportSection;
