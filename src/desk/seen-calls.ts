/**
 * What the desk tells a party is without the addresses of machines, and without names where the role may not see them: they are
 * taken out of every answer by one rule, so that no page has to think of it. Roles that write records are
 * the supplier's and see names (`workspace/settings/desk.ts`): nobody saves what was taken out for them.
 */
import type { Role } from '../contract/acts.ts';
import { hiddenFrom } from '../contract/disclosure.ts';
import { namedKind } from '../pipeline/record/entry-fields.ts';
import type { AnyRecord } from '../records/record.ts';
import { type Mask, maskOf } from '../sections/parts/mask.ts';
import { knownFrom } from '../sections/parts/mask-known.ts';
import type { DeskCalls } from './desk-calls.ts';
import type { DeskSession } from './desk-session.ts';

/**
 * What is told whole, so that whoever adds an area has to say here why nothing is taken out of it: accounts to who manages them, the
 * frame and the plan without names, a pack that holds what was issued; the rest is for roles that write, who see names.
 */
const WHOLE: ReadonlySet<keyof DeskCalls> = new Set<keyof DeskCalls>([
  ...(['accounts', 'contract', 'scheduler', 'plan', 'packs'] as const),
  ...(['documents', 'texts', 'checks'] as const),
]);

/**
 * The calls as a role sees their answers. Accounts are not the contract's: whoever may manage them sees them whole.
 * @param role null: nobody signed in, who sees no answer of the stages
 * @param people names of those who have an account: beside the contract's people they are the names that texts hold
 */
export function callsSeenBy(
  desk: DeskSession,
  calls: DeskCalls,
  role: Pick<Role, 'side' | 'acts'> | null,
  people: () => readonly string[],
): DeskCalls {
  if (role === null) return calls;
  const leavesOut = hiddenFrom(role);
  if (leavesOut.length === 0) return calls;
  const mask = (): Promise<Mask> =>
    desk.use(async ({ workspace }) => {
      const { contract, assets } = workspace.contract;
      const { names, hosts } = knownFrom({ people: contract.people, assets, records: [] });
      return maskOf(leavesOut, { names: [...names, ...people()], hosts });
    });
  const { records, incidents } = calls;
  const ownWay: Pick<DeskCalls, 'records' | 'incidents'> = {
    incidents: {
      ...incidents,
      find: async (id, now) => {
        const found = await incidents.find(id, now);
        return { ...found, record: await seenRecord(await mask(), found.record) };
      },
    },
    records: {
      ...records,
      one: async (kind, id) => {
        const found = await records.one(kind, id);
        if (found === null) return null;
        const record = found.record as unknown as AnyRecord;
        return { ...found, record: { ...(await seenRecord(await mask(), record)) } };
      },
      // What was taken out is not found by it either.
      find: async (words, most) => {
        const [found, { text }] = await Promise.all([records.find(words, most), mask()]);
        const wanted = words.trim().toLowerCase();
        return found.filter((one) => `${one.id}\n${text(one.text)}`.toLowerCase().includes(wanted));
      },
    },
  };
  const parts = Object.entries({ ...calls, ...ownWay }) as [keyof DeskCalls, object][];
  return Object.fromEntries(
    parts.map(([area, part]) => [area, WHOLE.has(area) ? part : seenAll(part, mask)]),
  ) as unknown as DeskCalls;
}

async function seenRecord<T extends AnyRecord>(mask: Mask, record: T): Promise<T> {
  return mask.record(await namedKind(record.kind), record);
}

/** Every answer of a part of the calls, its texts without what the mask takes out; bytes and numbers as they are. */
function seenAll<P extends object>(part: P, mask: () => Promise<Mask>): P {
  const entries = Object.entries(part) as [string, (...given: unknown[]) => Promise<unknown>][];
  return Object.fromEntries(
    entries.map(([name, ask]) => [
      name,
      async (...given: unknown[]): Promise<unknown> => {
        const [answer, { text }] = await Promise.all([ask(...given), mask()]);
        return seenIn(answer, text);
      },
    ]),
  ) as P;
}

function seenIn(value: unknown, text: (text: string) => string): unknown {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return value.map((one) => seenIn(one, text));
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, seenIn(one, text)]));
}
