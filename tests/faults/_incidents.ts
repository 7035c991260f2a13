/**
 * Incidents of a simulated year and what becomes of them: graded, raised, lowered, restored, closed, corrected, withdrawn, entered days
 * late, entered twice; around year ends, midnight and outages. Each is written down when the machine is there to take it.
 */
import incidentKind, { type IncidentRecord } from '../../src/subjects/incidents/kinds/incident.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** One row of grading; instants in milliseconds. */
export interface Grade {
  level: string;
  at: number;
  confirmedAt: number | null;
}

/** What is written down of an incident at one time; instants in milliseconds, null: not yet. */
export interface Version {
  discovered: number;
  /** When a user reported it; null: the engineer found it. */
  reported: number | null;
  restored: number | null;
  confirmedRestored: number | null;
  closed: number | null;
  grades: Grade[];
  flagged: boolean;
  measures: boolean;
}

/** What somebody means to write down, and when at the earliest. `version` null: the record is withdrawn. */
export interface Edit {
  at: number;
  version: Version | null;
}

/** One record and all that will be written in it, in order of time. */
export interface Incident {
  id: string;
  edits: Edit[];
  /** Its times are written in the offset of Greenwich, not of the contract. */
  inGreenwich: boolean;
}

/** What the store holds of one incident, and the machine's time when it was first written down. */
export interface Entry {
  incident: Incident;
  entered: number;
  version: Version | null;
}

/** @param begin first instant of the service, `end` its last; some incidents lie outside */
export function incidentsOf(random: () => number, begin: number, end: number, count: number): Incident[] {
  const edges = yearEnds(begin, end);
  const numbers = new Map<string, number>();
  const idAt = (discovered: number): string => {
    const day = dayOf(discovered);
    const number = (numbers.get(day) ?? 0) + 1;
    numbers.set(day, number);
    return `GZ-${day}-${String(number).padStart(3, '0')}`;
  };
  return Array.from({ length: count }, (_, n) => {
    const discovered = wholeSecond(startOf(random, { begin, end, edges }, n));
    const edits = editsOf(random, discovered);
    const one = { id: idAt(discovered), edits, inGreenwich: n % 4 === 0 };
    return n % 10 === 0 ? [one, { ...one, id: idAt(discovered), edits: twinOf(random, edits) }] : [one];
  }).flat();
}

/** The same fault entered once more, by somebody who did not look: it lives until that is seen. */
function twinOf(random: () => number, edits: readonly Edit[]): Edit[] {
  const until = (edits[0]?.at ?? 0) + someOf(random)(6 * DAY);
  return [...edits.filter(({ at, version }) => at < until && version !== null), { at: until, version: null }];
}

/** Every third at an edge: of the service, of the calendar's year, or of a day. */
function startOf(
  random: () => number,
  { begin, end, edges }: { begin: number; end: number; edges: number[] },
  n: number,
) {
  const anywhere = begin + random() * (end - begin);
  if (n % 3 !== 0) return anywhere;
  const near = (random() - 0.5) * 6 * HOUR;
  if (n % 6 === 0) return midnightOf(anywhere) + near / 6;
  return (edges[Math.floor(random() * edges.length)] ?? begin) + near;
}

const EAST = 8 * HOUR;
const midnightOf = (ms: number): number => Math.floor((ms + EAST) / DAY) * DAY - EAST;
const wholeSecond = (ms: number): number => Math.floor(ms / 1000) * 1000;
/** The day in the contract's time, without hyphens. */
const dayOf = (ms: number): string => new Date(ms + EAST).toISOString().slice(0, 10).replaceAll('-', '');

function yearEnds(begin: number, end: number): number[] {
  const years = [begin, end].map((ms) => new Date(ms + EAST).getUTCFullYear());
  return [begin, end, ...years.map((year) => Date.UTC(year + 1, 0, 1) - EAST).filter((at) => at < end)];
}

/** What is written of one incident, one edit after the other. */
interface Story {
  edits: Edit[];
  some(upTo: number): number;
  chance(share: number): boolean;
  write(at: number, change: Partial<Version>): void;
  grade(level: string, at: number, confirmedAt: number | null): void;
  grades(): readonly Grade[];
}

function storyOf(random: () => number, first: Version, at: number): Story {
  const edits: Edit[] = [{ at, version: first }];
  let { grades } = first;
  const story: Story = {
    edits,
    some: someOf(random),
    chance: (share) => random() < share,
    write(from, change) {
      const before = edits.findLast(({ version }) => version !== null)?.version ?? first;
      edits.push({ at: Math.max(from, edits.at(-1)?.at ?? from), version: { ...before, ...change } });
    },
    grade(level, graded, confirmedAt) {
      grades = [...grades, { level, at: graded, confirmedAt }];
      story.write(Math.max(graded, confirmedAt ?? graded), { grades });
    },
    grades: () => grades,
  };
  return story;
}

const someOf =
  (random: () => number) =>
  (upTo: number): number =>
    wholeSecond(1000 + random() * upTo);

const FIRST_LEVELS = ['P1', 'P2', 'P2', 'P3', 'P3', 'P4', 'P4', 'P5'];

function editsOf(random: () => number, discovered: number): Edit[] {
  const some = someOf(random);
  const level = FIRST_LEVELS[Math.floor(random() * FIRST_LEVELS.length)] ?? 'P4';
  const reported = random() < 0.7 ? discovered + (random() < 0.5 ? 0 : some(20 * MINUTE)) : null;
  const graded = (reported ?? discovered) + some(10 * MINUTE);
  const first: Version = {
    ...{ discovered, reported, restored: null, confirmedRestored: null, closed: null },
    grades: [{ level, at: graded, confirmedAt: null }],
    ...{ flagged: random() < 0.15, measures: false },
  };
  // Who comes back days later writes down by then what was the matter.
  const story = storyOf(random, first, graded + (random() < 0.25 ? some(5 * DAY) : some(30 * MINUTE)));
  if (story.chance(0.05)) story.edits.push({ at: (story.edits[0]?.at ?? graded) + some(DAY), version: null });
  else mend(story, graded);
  return story.edits;
}

/** Graded anew, restored, closed. */
function mend(story: Story, graded: number): void {
  const { some, chance, write, grade, grades } = story;
  const restored = graded + some(chance(0.3) ? 30 * HOUR : 4 * HOUR);
  if (chance(0.15)) grade('P1', graded + some(restored - graded - 1000), null);
  if (chance(0.15)) {
    const at = (grades().at(-1)?.at ?? graded) + some(20 * MINUTE);
    grade(chance(0.4) ? 'P5' : 'P4', at, chance(0.7) ? at + some(4 * HOUR) : null);
  }
  // A requirement may stay open up to the end of the service; a fault that did would be reported on each two hours.
  if (grades().every((one) => one.level === 'P5') && chance(0.3)) return;
  write(restored + some(chance(0.3) ? 20 * HOUR : HOUR), { restored });
  if (chance(0.04)) return;
  if (chance(0.5)) write(restored + some(6 * HOUR), { confirmedRestored: restored + some(10 * MINUTE) });
  const closed = Math.max(restored + some(12 * HOUR), restored + 11 * MINUTE, (grades().at(-1)?.at ?? 0) + 1000);
  write(closed + some(chance(0.2) ? 3 * DAY : HOUR), { closed, measures: chance(0.5) });
  afterwards(closed, story);
}

/** Measures that come later, a level or a time put right, a withdrawal, before and after the documents are due. */
function afterwards(closed: number, { some, chance, write, grade, edits }: Story): void {
  if (chance(0.5)) write(closed + some(4 * DAY), { measures: true });
  if (chance(0.15)) write(closed + some(4 * DAY), { closed: closed + some(4 * HOUR) });
  if (chance(0.1)) write(closed + some(5 * DAY), { flagged: true });
  if (chance(0.2)) {
    const at = closed + some(5 * DAY);
    grade(
      chance(0.5) ? (chance(0.5) ? 'P1' : 'P3') : chance(0.5) ? 'P4' : 'P5',
      at,
      chance(0.7) ? at + some(HOUR) : null,
    );
  }
  if (chance(0.12)) edits.push({ at: Math.max(closed + some(6 * DAY), edits.at(-1)?.at ?? 0), version: null });
}

/** The newest time that a version tells of: nobody can write it down before. */
export const newestTime = ({ discovered, reported, restored, confirmedRestored, closed, grades }: Version): number =>
  Math.max(
    ...[discovered, reported, restored, confirmedRestored, closed].map((at) => at ?? 0),
    ...grades.flatMap(({ at, confirmedAt }) => [at, confirmedAt ?? 0]),
  );

/** The record as the store gives it: parsed, and sound by the rules of its kind for what is checked at the door. */
export function recordOf({ incident: { id, inGreenwich }, entered }: Entry, version: Version): IncidentRecord {
  const at = (ms: number): string => {
    const greenwich = new Date(ms).toISOString().slice(0, 19);
    return inGreenwich ? `${greenwich}Z` : `${new Date(ms + EAST).toISOString().slice(0, 19)}+08:00`;
  };
  const time = (field: string, ms: number | null) => (ms === null ? {} : { [field]: at(ms) });
  const { example } = incidentKind;
  const { restored, closed } = version;
  return incidentKind.schema.parse({
    ...{ schema: 2, kind: 'incident', id, source: 'manual', at: at(version.discovered), enteredAt: at(entered) },
    ...{ title: example.title, assets: example.assets, handler: example.handler, impact: example.impact },
    ...{ symptom: example.symptom, diagnosis: 'remote', residentOnSpot: false, outage: 'partial', timeline: [] },
    ...{ responsibility: 'supplier', foundBy: version.reported === null ? 'engineer' : 'user' },
    // Signed by the purchaser later than all that they agreed to.
    attachments: [{ ...example.attachments?.[0], takenAt: at(newestTime(version)) }],
    ...time('discoveredAt', version.discovered),
    ...time('reportedAt', version.reported),
    ...time('restoredAt', restored),
    ...time('confirmedRestoredAt', version.confirmedRestored),
    ...(version.confirmedRestored === null ? {} : { confirmer: example.confirmer }),
    ...time('closedAt', closed),
    ...(closed === null ? {} : { verification: example.verification, causeCategory: 'database' }),
    levels: version.grades.map((one) => ({
      ...{ level: one.level, at: at(one.at), reason: '示例', setBy: '运维项目负责人' },
      ...(one.confirmedAt === null ? {} : { confirmedBy: '采购人项目负责人', confirmedAt: at(one.confirmedAt) }),
    })),
    flagged: version.flagged,
    ...(version.measures ? { measures: example.measures } : {}),
  });
}
