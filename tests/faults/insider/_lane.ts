/**
 * A process whose clock can be set. `node _lane.ts FOLDER make` makes the month; `node _lane.ts FOLDER FIRST STEP [NAME]` tries ways over
 * copies of it, and prints one line of JSON a way and key.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { EnvironmentError, UserError } from '../../../src/contract/error.ts';
import { toText } from '../../../src/contract/time.ts';
import { HEARTBEAT_FILE } from '../../../src/workspace/store/heartbeat.ts';
import { copyMonth } from '../mutations/_month.ts';
import { setClock } from './_clock.ts';
import { makeMonth, Place, sign } from './_month.ts';
import { type Said, type Surface, saidBy, surfaces } from './_surfaces.ts';
import type { TriedWay } from './_tried.ts';
import type { Way } from './_way.ts';
import { ways } from './_ways.ts';

const [folder = '', first = '0', step = '1', only] = process.argv.slice(2);
const base = join(folder, 'month');

/** The month with the keys of its log, as another copy. */
function copied(name: string): Place {
  const to = join(folder, name);
  rmSync(to, { recursive: true, force: true });
  copyMonth(base, to);
  process.env['XDG_DATA_HOME'] = join(to, 'data');
  return new Place(to);
}

const looked = (place: Place, { documents, seenAt }: Way) =>
  place.at(seenAt, (session, now) => saidBy(session, documents, now, join(folder, `pack-${first}.zip`)));

/** Whoever covers their tracks does so before somebody looks. */
const earlier = (iso: string): string => toText(Temporal.Instant.from(iso).subtract({ minutes: 5 }));

const untouched = new Map<string, Promise<Said>>();

/** What was said before anything was done, once for all who ask for the same documents. */
function before(way: Way): Promise<Said> {
  const key = way.documents.join(' ');
  const said = untouched.get(key) ?? looked(copied(`lane-${first}`), way);
  untouched.set(key, said);
  return said;
}

/** What a way leaves: what is committed, and the file that is in no version. */
function traceOf(place: Place): string {
  const beat = join(place.root, HEARTBEAT_FILE);
  return `${place.git('rev-parse', 'HEAD')} ${existsSync(beat) ? readFileSync(beat, 'utf8') : ''}`;
}

async function tried(way: Way, withKey: boolean): Promise<TriedWay> {
  const was = await before(way);
  const place = copied(`lane-${first}`);
  const standing = traceOf(place);
  let refused: string | null = null;
  try {
    await way.act(place);
    // A try that did nothing would be silent whatever the program says.
    if (traceOf(place) === standing) throw new Error(`nothing was done: ${way.name}`);
    if (withKey) await sign(place, earlier(way.seenAt));
  } catch (error) {
    if (!(error instanceof UserError || error instanceof EnvironmentError)) throw error;
    refused = error.message;
  }
  const asked = Object.entries(way.told) as [Surface, RegExp][];
  const common = { name: way.name, withKey, refused, asked: asked.map(([where]) => where) };
  if (refused !== null) {
    const isRight = way.refused?.test(refused) === true;
    return { ...common, silent: isRight ? [] : [...surfaces], vain: [] };
  }
  const after = await looked(place, way);
  // What has to be refused is told nowhere, since it never was.
  if (asked.length === 0) return { ...common, silent: [...surfaces], vain: [] };
  const count = (text: string, words: RegExp) => [...text.matchAll(new RegExp(words, 'g'))].length;
  return {
    ...common,
    silent: asked.filter(([where, words]) => !words.test(after[where])).map(([where]) => where),
    vain: asked
      .filter(([where, words]) => words.test(after[where]) && count(after[where], words) === count(was[where], words))
      .map(([where]) => where),
  };
}

process.env['TZ'] = 'Asia/Shanghai';
if (first === 'make') {
  mkdirSync(base, { recursive: true });
  process.env['XDG_DATA_HOME'] = join(base, 'data');
  await makeMonth(base);
} else {
  const chosen = ways.filter(({ name }) => only === undefined || name.includes(only));
  for (let n = Number(first); n < chosen.length; n += Number(step))
    for (const withKey of [false, true]) {
      const one = await tried(chosen[n] as Way, withKey);
      process.stdout.write(`${JSON.stringify(one)}\n`);
      // What is refused at the door leaves nothing to sign.
      if (one.refused !== null) break;
    }
}
setClock(undefined);
