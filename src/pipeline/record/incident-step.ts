/**
 * One step of handling an incident, under the lock: what two people do at once both stands, the same thing twice is one. Filling
 * what is still empty while the incident is open is its course, and the row of 处理过程 tells of it; whatever takes the place of
 * something, comes after the end, or is the purchaser's own act is kept as a correction with who and why.
 */
import { UserError } from '../../contract/error.ts';
import { sayAllIn, wordsOf } from '../../contract/party-words.ts';
import { requireCleanEntry } from '../../guard/entry.ts';
import { fieldsOf } from '../../records/fields.ts';
import { inForce } from '../../records/in-force.ts';
import { isPurchasers } from '../../records/purchaser.ts';
import type { AnyRecord, Correction, EnteredBy, FieldChange } from '../../records/record.ts';
import { rowLists, withRowIds } from '../../records/row.ts';
import { type IncidentStep, isVouching, takeStep } from '../../subjects/incidents/judge/steps.ts';
import type { IncidentRecord } from '../../subjects/incidents/kinds/incident.ts';
import type { Draft } from '../../workspace/change/change.ts';
import type { Session } from '../session.ts';
import { loadKind } from '../units.ts';
import { entryProblems } from './check-entry.ts';
import { corrected, correctionOf, corrections } from './correct.ts';
import { refuseWithdrawn } from './not-for-people.ts';
import { withoutSecrets } from './unsaid.ts';

export interface AmendRequest {
  id: string;
  /** ISO instant of writing it down. */
  now: string;
  /** Who, and by which way. */
  entered: EnteredBy;
  /** Why: asked for where something is taken the place of, or a time is not that of the moment. */
  reason?: string | undefined;
}

/** What is given of the incident as it is now: see `Taken`; null when there is nothing to do. */
type Amend = (incident: IncidentRecord) => { given: Record<string, unknown>; vouches: readonly string[] } | null;

/**
 * Takes one step.
 * @returns false when it was taken already, and nothing was changed
 * @throws UserError naming the field that is wrong, or when a supplier's account would act for the purchaser
 */
export function takeIncidentStep(session: Session, step: IncidentStep, request: AmendRequest): Promise<boolean> {
  const { entered, now, reason } = request;
  if (isVouching(step)) requirePurchaser(entered);
  const by = { name: entered.name ?? NOBODY, now, reason };
  // What is kept in the record is said in the words of its contract.
  const words = wordsOf(session.workspace.contract.contract);
  return amendIncident(session, request, (incident) => sayAllIn(words, takeStep(incident, step, by)));
}

/**
 * Fills or changes fields of an incident, such as the analysis that is written later.
 * @returns false when all of it stood there already
 * @throws UserError naming the field that is wrong, or asking for the reason of a change
 */
export function fillIncident(
  session: Session,
  given: (incident: IncidentRecord) => Record<string, unknown>,
  request: AmendRequest,
): Promise<boolean> {
  return amendIncident(session, request, (incident) => ({ given: given(incident), vouches: [] }));
}

const NOBODY = '未署名';
const SHOWN = '登记台';

function requirePurchaser(entered: EnteredBy): void {
  if (isPurchasers(entered)) return;
  const { account } = entered;
  throw new UserError('只有⟦采购人⟧的账号能代⟦采购人⟧确认', {
    found: account === undefined ? '没有账号' : `账号 ${account}`,
    expected: '⟦采购人⟧一方的账号',
    hint: '⟦供应商⟧登记口头确认：写明确认人、方式和依据',
  });
}

async function amendIncident({ workspace }: Session, request: AmendRequest, amend: Amend): Promise<boolean> {
  const { id, now, entered, reason = '' } = request;
  const kind = await loadKind('incident');
  const who = entered.name ?? NOBODY;
  return await workspace.change(
    `登记${kind.label} ${id} 的处理`,
    async (change) => {
      // Read under the lock: what somebody else entered meanwhile must not be undone.
      const stored = await workspace.records.onFile<IncidentRecord>(id);
      if (stored === undefined || stored.kind !== kind.id)
        throw new UserError('没有这起故障', { found: id, expected: '已有的故障记录编号' });
      const before = stored.record;
      refuseWithdrawn(before);
      const taken = amend((inForce(before) as IncidentRecord | undefined) ?? before);
      if (taken === null) return false;
      const { given, vouches } = taken;
      await requireCleanEntry(workspace.root, {
        ...{ shown: SHOWN, value: { ...given, reason }, fields: fieldsOf(kind.schema) },
        of: { kind: kind.id, id: before.id },
      });
      const rest = corrected(kind, before, given, { by: who, now, reason, shown: SHOWN });
      const parsed = kind.schema.safeParse(withRowIds(rest, rowLists(kind.schema), { ...before })).data;
      const said = { at: now, by: who, entered, reason: reason === '' ? reasonOf(before, vouches) : reason };
      const told = parsed && correctionOf(kind, before, parsed, said, workspace.contract);
      const found = await withoutSecrets(workspace.root, before, told);
      const changes = [...(found?.changes ?? []), ...vouchedUnchanged(kind, found, vouches)];
      if (parsed !== undefined && changes.length === 0) return false;
      const isOwed =
        vouches.length > 0 ||
        before.closedAt !== undefined ||
        changes.some((one) => isReplacing(one) || isVouchedFor(before, one));
      if (vouches.length === 0 && reason === '' && changes.some(isReplacing)) throw reasonAsked(changes);
      const own = isOwed ? { corrections: [...(before.corrections ?? []), corrections(said, changes)] } : {};
      const draft = { ...rest, ...own } as unknown as Draft<AnyRecord>;
      const also = (record: AnyRecord) => entryProblems(workspace, kind, record, now);
      await change.replaceRecord(id, draft, said.reason, who, also);
      return true;
    },
    { at: now },
  );
}

/** Why, where nobody has to be asked. */
const reasonOf = ({ closedAt }: IncidentRecord, vouches: readonly string[]): string =>
  vouches.length > 0 ? '⟦采购人⟧确认' : closedAt === undefined ? '登记处理过程' : '补填';

/** What was 待定 until now takes the place of nothing, nor does 人工列入整改, which is decided when the analysis is written. */
const PENDING = '待定';
const isReplacing = ({ path, kind, from }: FieldChange): boolean =>
  kind === 'changed' && from !== PENDING && !(path === 'flagged' && from === String(false));

/** A field or row that the purchaser vouched for: what is filled into it since is not what they saw. */
function isVouchedFor({ corrections: earlier = [] }: IncidentRecord, { path }: FieldChange): boolean {
  const placeOf = (one: string): string => one.split('.').slice(0, 2).join('.');
  return earlier
    .filter(({ entered }) => isPurchasers(entered))
    .some(({ changes = [] }) => changes.some((one) => placeOf(one.path) === placeOf(path)));
}

/** What the purchaser says is so as it stands, and therefore changed nothing. */
function vouchedUnchanged(
  kind: Parameters<typeof correctionOf>[0],
  found: Correction | undefined,
  vouches: readonly string[],
): FieldChange[] {
  const changed = new Set(found?.changes?.map(({ path }) => path));
  return vouches
    .filter((path) => !changed.has(path))
    .map((path) => ({ path, label: labelOf(kind, path), kind: 'vouched' as const }));
}

function labelOf(kind: Parameters<typeof correctionOf>[0], path: string): string {
  const [name = '', row, column] = path.split('.');
  const field = fieldsOf(kind.schema).find((one) => one.name === name);
  const own = field?.columns.find((one) => one.name === column);
  return [field?.label ?? name, row, own?.label].filter((one) => one !== undefined).join(' ');
}

const reasonAsked = (changes: readonly FieldChange[]): UserError =>
  new UserError('改动已登记的内容须写明原因', {
    at: '原因',
    found: changes
      .filter(isReplacing)
      .map(({ label }) => label)
      .join('、'),
    expected: '一句话说明为什么修改',
  });
