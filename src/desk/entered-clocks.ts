/** The clocks of a record as it stands in a form, before it is saved: of each kind whose times the contract limits. */

import { allObligations } from '../contract/bundle/bundle.ts';
import { unitOf } from '../contract/terms/units.ts';
import { formatDateTimeSeconds, type InstantText } from '../contract/time.ts';
import { readMonitoring } from '../pipeline/compose/read-monitoring.ts';
import type { Session } from '../pipeline/session.ts';
import type { AnyRecord } from '../records/record.ts';
import deviceRepairKind, { type DeviceRepairRecord } from '../subjects/devices/kinds/device-repair.ts';
import type { Clock } from '../subjects/incidents/judge/clock.ts';
import { assessIncident } from '../subjects/incidents/judge/clocks.ts';
import { contextOf } from '../subjects/incidents/judge/context.ts';
import { deviceClocks } from '../subjects/incidents/judge/repair-limits.ts';
import incidentKind, { type IncidentRecord } from '../subjects/incidents/kinds/incident.ts';
import { judgeRenewals, runsOutText } from '../subjects/renewals/judge/renewals.ts';
import renewalKind, { type RenewalRecord } from '../subjects/renewals/kinds/renewal.ts';

/** A clock of a record as it would be judged now. */
export interface EnteredClock {
  label: string;
  text: string;
  deadline: string | null;
  missed: boolean;
}

type Clocks = readonly EnteredClock[];
type ClocksOf = (session: Session, record: AnyRecord, now: InstantText) => Clocks | Promise<Clocks>;

/** Kinds with clocks; what no clause limits has none of them. */
const byKind: Readonly<Record<string, ClocksOf>> = {
  [incidentKind.id]: (session, record, now) => incidentClocks(session, record as IncidentRecord, now),
  [deviceRepairKind.id]: (session, record, now) => repairClocks(session, record as DeviceRepairRecord, now),
  [renewalKind.id]: (_, record, now) => renewalClocks(record as RenewalRecord, now),
};

/** @param now ISO instant at which open clocks are judged. @returns none for records of a kind without clocks */
export const clocksOf = async (session: Session, record: AnyRecord, now: InstantText): Promise<Clocks> =>
  (await byKind[record.kind]?.(session, record, now)) ?? [];

async function incidentClocks(session: Session, incident: IncidentRecord, now: InstantText): Promise<Clocks> {
  const { contract, records } = session.workspace;
  const { monitoring } = await readMonitoring(records, [incident]);
  const isWorkingDay = session.workdays.isWorkingDay;
  const context = contextOf(contract, { asOf: now, monitoring, submissions: null, isWorkingDay });
  return assessIncident(incident, context)
    .clocks.filter(({ state }) => state !== 'not-applicable')
    .map(shown);
}

/** Of what has ended the time until which it had to is no longer of use. */
const shown = ({
  label,
  text,
  deadline,
  state,
  end,
}: Pick<Clock, 'label' | 'text' | 'deadline' | 'state' | 'end'>) => ({
  label,
  text,
  deadline: end !== null || deadline === undefined || deadline === null ? null : formatDateTimeSeconds(deadline),
  missed: isMissed(state),
});

const isMissed = (state: string): boolean => state === 'missed' || state === 'overrun';

/** As its report has them: hours that both sides agreed on stand at the parts of the obligation. */
function repairClocks({ workspace, workdays }: Session, record: DeviceRepairRecord, now: InstantText): Clocks {
  const { contract } = workspace;
  const parts = allObligations(contract)
    .filter((one) => unitOf(one) === deviceRepairKind.id)
    .flatMap((one) => one.parts ?? []);
  const hours = (suffix: string): number | null => parts.find((part) => part.suffix === suffix)?.due.hours ?? null;
  const clocks = deviceClocks(record, {
    ...{ contract: contract.contract, assets: contract.assets, isWorkingDay: workdays.isWorkingDay, asOf: now },
    ...{ solutionHours: hours('y'), reportHours: hours('z') },
  });
  return clocks.map(shown);
}

function renewalClocks(renewal: RenewalRecord, now: InstantText): Clocks {
  return judgeRenewals([renewal], now).map((one) => ({
    label: '到期',
    text: runsOutText(one),
    deadline: null,
    missed: one.state === 'expired',
  }));
}
