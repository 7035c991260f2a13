/** What the list of incidents and the form of a new one show. */

import type { AlertLine, IncidentChoices, IncidentLine, IncidentLists } from '../../desk/incident-lists.ts';
import type { Report } from '../../desk/incident-report.ts';
import type { FormValues } from '../../forms/form-values.ts';
import { foundByChoices, outageChoices } from '../../subjects/incidents/kinds/incident/choices.ts';
import { dueText, shortTime } from './running.ts';

/** @param now ISO instant of the request @param mayHandle of whoever may take one down */
export const listData = (lists: IncidentLists, now: string, mayHandle: boolean) => ({
  now,
  mayReport: mayHandle && lists.canReport,
  open: lists.open.map((one) => lineData(one, now)),
  closed: lists.closed.map((one) => lineData(one, now)),
  more: lists.more,
  asksAvailability: lists.asksAvailability,
  alerts: mayHandle ? lists.alerts.map((one) => alertData(one, lists, now)) : [],
});

const lineData = (one: IncidentLine, now: string) => ({
  ...one,
  assetNames: one.assets.join('、'),
  atText: shortTime(one.at, now),
  restoredText: one.restoredAt === null ? null : shortTime(one.restoredAt, now),
  closedText: one.closedAt === null ? null : shortTime(one.closedAt, now),
  clocks: one.running.map((clock) => ({ ...clock, due: dueText(clock.dueAt, now) })),
});

const alertData = (one: AlertLine, { canReport, levels }: IncidentLists, now: string) => ({
  ...one,
  // Without an asset, or a level to give it, the whole form is asked.
  oneClick: canReport && one.asset !== null,
  levels: levels.map((level) => ({ ...level, checked: level.id === one.level })),
  firedText: shortTime(one.firedAt, now),
  resolvedText: one.resolvedAt === null ? null : shortTime(one.resolvedAt, now),
});

/** What was typed, as `report` takes it. */
export const reportOf = (form: FormValues): Report => ({
  reporter: form.text('reporter'),
  unit: form.text('unit'),
  phone: form.text('phone'),
  what: form.text('what'),
  assets: form.texts('asset'),
  place: form.text('place'),
  level: form.text('level'),
  outage: form.text('outage'),
  foundBy: form.text('foundBy'),
  when: form.text('when'),
  reason: form.text('why'),
  alert: form.text('alert'),
  form: form.text('form'),
  opened: form.text('opened'),
});

/** What the form shows before anybody typed anything. @param form a fresh id of this form @param alert from which it comes */
export function emptyReport(form: string, opened: string, alert: AlertLine | null): Report {
  const empty = { reporter: '', unit: '', phone: '', place: '', level: '', outage: '', reason: '', form, opened };
  if (alert === null) return { ...empty, what: '', assets: [], foundBy: 'user', when: '', alert: '' };
  return {
    ...empty,
    what: alert.summary,
    assets: alert.asset === null ? [] : [alert.asset],
    foundBy: 'monitoring',
    when: alert.firedAt.slice(0, 'yyyy-mm-ddThh:mm:ss'.length),
    alert: alert.id,
  };
}

/** Inputs for systems and devices: as many as are rarely more. */
const ASSET_INPUTS = 2;

export function formData(choices: IncidentChoices, report: Report) {
  const { assets } = report;
  return {
    ...report,
    // Where the time was typed already, the reason for it may be asked.
    whyOpen: report.when !== '' && report.alert === '',
    levels: choices.levels.map((one) => ({ ...one, checked: one.id === report.level })),
    foundByChoices: chosen(foundByChoices, report.foundBy),
    outages: choices.asksOutage ? chosen(outageChoices, report.outage === '' ? 'pending' : report.outage) : [],
    places: choices.places.map((one) => ({ ...one, checked: one.id === report.place })),
    assetGroups: choices.assets,
    assetInputs: Array.from({ length: Math.max(ASSET_INPUTS, assets.length) }, (_, n) => ({
      id: n === 0 ? 'asset' : `asset-${n + 1}`,
      value: assets[n] ?? '',
      first: n === 0,
    })),
  };
}

/** Choices with the one that is in force. */
export const chosen = (choices: Readonly<Record<string, string>>, current: string) =>
  Object.entries(choices).map(([code, word]) => ({ code, word, checked: code === current }));
