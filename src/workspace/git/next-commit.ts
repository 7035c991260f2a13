/** The commit that follows a history written anew, made as an object: nobody sees it before all names move at once. */
import { objectName } from './erased.ts';
import { editedTree, headOf, type ReadObject, type RewrittenObject } from './rewrite.ts';
import { IDENTITY } from './run.ts';

/** The commit that brings the log's new files. @returns its name */
export async function commitOf(
  of: { read: ReadObject; made: RewrittenObject[]; parent: string; now: string; subject: string },
  write: ReadonlyMap<string, Uint8Array>,
  remove: readonly string[],
): Promise<string> {
  const { read, made, parent, now, subject } = of;
  const changes = new Map<string, string | null>(remove.map((path) => [path, null]));
  for (const [path, bytes] of write) {
    const name = objectName('blob', bytes);
    made.push({ type: 'blob', name, bytes });
    changes.set(path, name);
  }
  const tree = await editedTree(read, headOf((await read(parent)) ?? new Uint8Array()).tree, changes, made);
  const text = [
    `tree ${tree}`,
    `parent ${parent}`,
    `author ${signature(now)}`,
    `committer ${signature(Temporal.Now.zonedDateTimeISO().toString({ timeZoneName: 'never' }))}`,
    '',
    subject,
    '',
  ].join('\n');
  const bytes = Buffer.from(text, 'utf8');
  const name = objectName('commit', bytes);
  made.push({ type: 'commit', name, bytes });
  return name;
}

/** Name, address, seconds since 1970 and offset without its colon. @param at ISO instant with its offset */
function signature(at: string): string {
  const seconds = Math.floor(Temporal.Instant.from(at).epochMilliseconds / 1000);
  const [, hours = '+00', minutes = '00'] = /([+-]\d{2}):(\d{2})$/.exec(at) ?? [];
  return `${IDENTITY.name} <${IDENTITY.email}> ${seconds} ${hours}${minutes}`;
}
