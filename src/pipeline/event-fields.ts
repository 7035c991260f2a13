/**
 * Whether the records that obligations go by exist, and have the fields that their rules name: by a field that no record has,
 * nothing would ever be due.
 */
import { type ContractBundle, contractFiles } from '../contract/bundle/bundle.ts';
import { UserError } from '../contract/error.ts';
import { nearest } from '../contract/nearest.ts';
import { anchors } from '../contract/terms/due-rules.ts';
import type { DueRule, IssueFrom, Obligation } from '../contract/terms/obligations.ts';
import { fieldsOf } from '../records/fields.ts';
import type { RecordKind } from '../records/record.ts';

/** Times that assessment adds to a record: since when an incident is of a class of the contract. */
const addedTo = (kind: string, { contract }: ContractBundle): string[] =>
  kind === 'incident' ? (contract.classes ?? []).map(({ id }) => `${id}At`) : [];

/** @throws UserError naming the first kind or field that does not exist, and those that do */
export async function requireEventFields(
  contract: ContractBundle,
  kinds: { ids(): Promise<readonly string[]>; load(id: string): Promise<RecordKind> },
): Promise<void> {
  const groups: [file: string, key: string, list: readonly Obligation[]][] = [
    [contractFiles.obligations, 'obligations', contract.obligations],
    [contractFiles.registers, 'registers', contract.registers],
    [contractFiles.written, 'documents', contract.written],
  ];
  const ids = await kinds.ids();
  for (const [file, key, list] of groups) {
    for (const [n, one] of list.entries()) {
      const { eventKind } = one;
      if (eventKind === undefined) continue;
      const at = `${key}[${n}]`;
      if (!ids.includes(eventKind)) throw unknown({ file, at: `${at}.eventKind` }, eventKind, ids, '没有这种触发记录');
      const fields = fieldsOf((await kinds.load(eventKind)).schema).map(({ name }) => name);
      const known = [...fields, ...addedTo(eventKind, contract)];
      for (const [place, name] of named(one)) {
        if (!known.includes(name))
          throw unknown({ file, at: `${at}.${place}` }, name, known, `${eventKind} 记录没有这个字段`);
      }
    }
  }
}

/** Every field that the rules of an obligation name, with its place. */
function named({ due, issueFrom, parts = [], eventWhere = [] }: Obligation): [place: string, name: string][] {
  return [
    ...(due === null ? [] : ofRule('due', due)),
    ...ofRule('issueFrom', issueFrom),
    ...eventWhere.map(({ field }, n): [string, string] => [`eventWhere[${n}].field`, field]),
    ...parts.flatMap((part, n): [string, string][] => [
      ...ofRule(`parts[${n}].due`, part.due),
      ...ofRule(`parts[${n}].issueFrom`, part.issueFrom),
      ...['until' as const, 'onlyWith' as const].flatMap((key): [string, string][] => {
        const name = part[key];
        return name === undefined ? [] : [[`parts[${n}].${key}`, name]];
      }),
    ]),
  ];
}

function ofRule(at: string, rule: DueRule | IssueFrom): [string, string][] {
  const { after, before } = rule;
  const { orLater, notAfter } = rule as Partial<DueRule>;
  const { fields = [] } = rule as Partial<IssueFrom>;
  const times = Object.entries({ after, before, orLater, notAfter }).flatMap(([key, name]): [string, string][] =>
    name === undefined || Object.hasOwn(anchors, name) ? [] : [[`${at}.${key}`, name]],
  );
  return [...times, ...fields.map((name, n): [string, string] => [`${at}.fields[${n}]`, name])];
}

function unknown(
  place: { file: string; at: string },
  found: string,
  known: readonly string[],
  summary: string,
): UserError {
  const close = nearest(found, known, (one) => one, 2);
  return new UserError(summary, {
    ...place,
    found,
    expected: known.join('、'),
    ...(close.length === 0 ? {} : { hint: `您是不是要 ${close.join('、')}` }),
  });
}
