/** An incident as it is taken down while the phone is at the ear. What is not known yet is 待定, and exempts from nothing. */
import { UserError } from '../contract/error.ts';
import { notAhead } from '../contract/fast-clock.ts';
import { nearest } from '../contract/nearest.ts';
import { compareInstants, formatDateTimeSeconds, type InstantText } from '../contract/time.ts';
import { isAboutNow, parseAt } from '../pipeline/clock.ts';
import { addRecord } from '../pipeline/record/add.ts';
import { pendingAlert, settleAlert } from '../pipeline/record/alert-decision.ts';
import { addOfAlert, incidentOfAlert, measuredEnd, measuredEndRow } from '../pipeline/record/alert-incident.ts';
import type { Session } from '../pipeline/session.ts';
import { levelsOn } from '../pipeline/status/running-incidents.ts';
import type { EnteredBy } from '../records/record.ts';
import type { AlertProposalRecord } from '../subjects/incidents/kinds/alert-proposal.ts';
import { foundByChoices } from '../subjects/incidents/kinds/incident/choices.ts';
import type { IncidentRecord } from '../subjects/incidents/kinds/incident.ts';
import { incidentOf } from './incident-detail.ts';

/** What was said at the call. */
export interface Report {
  reporter: string;
  unit: string;
  phone: string;
  what: string;
  assets: readonly string[];
  place: string;
  level: string;
  outage: string;
  foundBy: string;
  /** As typed, contract time; empty: now. */
  when: string;
  /** Why `when` lies far from now. */
  reason: string;
  /** Alert that it comes from; empty for none. */
  alert: string;
  /** Same for each submit of one form. */
  form: string;
  /** ISO: when the form was opened. */
  opened: string;
}

interface Reported {
  id: string;
  notices: string[];
}

/** Forms of which the answer is remembered. */
const REMEMBERED = 300;
const SHOWN = '登记台';

/** Saves reports; the same form twice, also at once, is one incident. */
export function reporter() {
  const known = new Map<string, Promise<Reported>>();
  return (session: Session, report: Report, entered: EnteredBy, now: InstantText): Promise<Reported> => {
    const key = `${entered.account ?? ''} ${report.form}`;
    const before = report.form === '' ? undefined : known.get(key);
    if (before !== undefined) return before;
    const saving = save(session, report, entered, now);
    known.set(key, saving);
    // What was refused may be sent again, mended.
    saving.catch(() => known.delete(key));
    const [oldest] = known.keys();
    if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest);
    return saving;
  };
}

async function save(session: Session, report: Report, entered: EnteredBy, now: InstantText): Promise<Reported> {
  const alert = report.alert === '' ? undefined : await pendingAlert(session, report.alert);
  const value = recordOf(session, report, alert, entered.name ?? '', now);
  const same = await savedBefore(session, report, value, entered);
  if (same !== undefined) return { id: same, notices: [] };
  const added =
    alert === undefined
      ? await addRecord(session, value, SHOWN, { kind: 'incident', now, entered })
      : await addOfAlert(session, alert.id, () => value, { entered, now, shown: SHOWN });
  return { id: added.id, notices: [...added.notices, ...sameNotice(added)] };
}

const sameNotice = ({ sameAs }: { sameAs?: string }): string[] =>
  sameAs === undefined ? [] : [`与 ${sameAs} 内容相同；重复的请作废其中一条`];

/** Makes an incident of an alert by one click. @param level id; empty: the one that the contract's data map */
export async function raiseAlert(
  session: Session,
  alert: string,
  level: string,
  entered: EnteredBy,
  now: InstantText,
): Promise<Reported & { already: boolean }> {
  const answers = level === '' ? {} : { level };
  const { id, already, ...found } = await incidentOfAlert(session, alert, answers, { entered, now, shown: SHOWN });
  return { id, already, notices: [...found.notices, ...sameNotice(found)] };
}

/** Puts an alert aside, with the reason or what was done. */
export async function putAside(
  session: Session,
  alert: string,
  decision: 'dismissed' | 'handled',
  why: string,
  deciding: { entered: EnteredBy; now: InstantText },
): Promise<void> {
  const said = decision === 'handled' ? { decision, handling: why } : { decision, reason: why };
  await settleAlert(session, alert, said, { ...deciding, shown: SHOWN });
}

/** What was said at the call, as a record. @throws UserError naming what cannot be used */
function recordOf(
  session: Session,
  report: Report,
  alert: AlertProposalRecord | undefined,
  name: string,
  now: InstantText,
): Record<string, unknown> {
  if (levelsOn(session, now).length === 0) {
    throw new UserError('合同还没有故障级别，不能登记故障', {
      ...{ file: 'contract/contract.yaml', at: 'levels', found: '（还没有）', expected: '至少一个故障级别' },
      hint: '按合同写明 levels 后再登记',
    });
  }
  const missing = [
    ...(report.what === '' ? ['什么故障'] : []),
    ...(report.assets.every((one) => one === '') ? ['哪个系统或设备'] : []),
    ...(report.level === '' ? ['级别'] : []),
    ...(report.foundBy === '' ? ['怎么发现的'] : []),
  ];
  if (missing.length > 0) {
    throw new UserError('还有没填的', { at: missing.join('、'), found: '（缺少）', expected: '填写后再登记' });
  }
  const when = timeOf(report, alert, now);
  const isUsers = report.foundBy === 'user';
  const first = foundByChoices[report.foundBy as keyof typeof foundByChoices];
  const late = isAboutNow(when, now) ? '' : `登记于 ${formatDateTimeSeconds(now)}`;
  const told = [late, report.reason].filter((one) => one !== '').join('：');
  return {
    title: titleOf(report.what),
    assets: [...new Set(report.assets.filter((one) => one !== '').map((one) => assetOf(session, one)))],
    foundBy: report.foundBy,
    discoveredAt: when,
    ...(isUsers ? { reportedAt: when } : {}),
    ...endOf(alert, when),
    ...filled({ reporter: report.reporter, reporterUnit: report.unit, reporterPhone: report.phone }),
    ...filled({ placeId: report.place }),
    handler: name,
    levels: [{ level: report.level, at: when, reason: '接报时按申报内容初步定级', setBy: name }],
    outage: report.outage === '' ? 'pending' : report.outage,
    diagnosis: 'pending',
    residentOnSpot: false,
    responsibility: 'pending',
    symptom: report.what,
    timeline: [
      { at: when, actor: name, action: isUsers ? '接到申报' : (first ?? '发现'), ...filled({ result: told }) },
      ...resolvedRow(alert, when),
    ],
    flagged: false,
  };
}

/** @throws UserError when the time cannot be read, or lies far off and nobody says why */
function timeOf({ when, reason }: Report, alert: AlertProposalRecord | undefined, now: InstantText): InstantText {
  if (when === '') return alert?.firedAt ?? now;
  const at = notAhead(parseAt(when, '时间'), now);
  const isKnown = alert !== undefined && compareInstants(at, alert.firedAt) === 0;
  if (isKnown || isAboutNow(at, now) || reason !== '') return at;
  throw new UserError('时间与现在相差较远，须写明原因', {
    at: '原因',
    found: formatDateTimeSeconds(at),
    expected: '一句话说明为什么现在才登记，例如 当时在现场处理',
    hint: '时间留空即为提交时的服务器时间',
  });
}

/** What monitoring measured of its end: its restoration, and the row that marks it as measured. An end before the time of the report is none of it. */
const endOf = (alert: AlertProposalRecord | undefined, when: InstantText) =>
  endsAfter(alert, when) ? measuredEnd(alert) : {};

const resolvedRow = (alert: AlertProposalRecord | undefined, when: InstantText) =>
  endsAfter(alert, when) ? measuredEndRow(alert) : [];

const endsAfter = (alert: AlertProposalRecord | undefined, when: InstantText): alert is AlertProposalRecord =>
  alert?.resolvedAt !== undefined && compareInstants(alert.resolvedAt, when) >= 0;

const LONGEST_TITLE = 30;

/** The first sentence of what was said. */
function titleOf(what: string): string {
  const [first = ''] = what.split(/[\n。；！？!?;]/).filter((one) => one.trim() !== '');
  const signs = [...(first.trim() === '' ? what.trim() : first.trim())];
  return signs.length > LONGEST_TITLE ? `${signs.slice(0, LONGEST_TITLE - 1).join('')}…` : signs.join('');
}

/** The asset that was meant: by id, name, or a part of a name that only one has. @throws UserError */
function assetOf({ workspace }: Session, typed: string): string {
  const { assets } = workspace.contract;
  const exact = assets.find(({ id, name }) => id === typed || name === typed);
  if (exact !== undefined) return exact.id;
  const holding = assets.filter(({ name }) => name.includes(typed));
  const [only] = holding;
  if (holding.length === 1 && only !== undefined) return only.id;
  const close = holding.length > 0 ? holding : nearest(typed, assets, ({ name }) => name, 5);
  throw new UserError(holding.length > 1 ? '不止一个系统或设备' : '没有这个系统或设备', {
    at: '哪个系统或设备',
    found: typed,
    expected: '合同中的系统或设备名称',
    ...(close.length === 0
      ? {}
      : {
          hint: `您是不是要 ${close
            .slice(0, 8)
            .map(({ name }) => name)
            .join('、')}`,
        }),
  });
}

/** The incident that this form gave already, before the program was started anew. */
async function savedBefore(
  { workspace }: Session,
  { opened }: Report,
  value: Record<string, unknown>,
  { account }: EnteredBy,
): Promise<string | undefined> {
  if (opened === '') return undefined;
  const since = parseAt(opened, '打开表单的时间');
  const { records } = await workspace.records.list<IncidentRecord>('incident');
  return records.find(
    (one) =>
      one.enteredBy?.account === account &&
      compareInstants(one.enteredAt, since) >= 0 &&
      one.symptom === value['symptom'] &&
      one.assets.join() === (value['assets'] as string[]).join() &&
      one.levels[0]?.level === (value['levels'] as { level: string }[])[0]?.level,
  )?.id;
}

/** Makes an alert part of an incident that there is. @throws UserError when there is no such incident, or it was dealt with already */
export async function linkAlert(
  session: Session,
  id: string,
  alert: string,
  entered: EnteredBy,
  now: InstantText,
): Promise<void> {
  const { id: incident } = await incidentOf(session, id);
  await settleAlert(session, alert, { decision: 'incident', incident }, { entered, now, shown: SHOWN });
}

const filled = (values: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
